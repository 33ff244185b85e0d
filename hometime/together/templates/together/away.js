{% load static %}/* Opens an outing's page without a signal: the empty page that stands in for it, and what that page is drawn with. It keeps nothing about anybody. */
"use strict";
const KEPT = "outing-1";
const EMPTY = "{% url 'outing-away' %}";
const PARTS = ["{% static 'ui/hometime.css' %}", "{% static 'ui/page.js' %}", "{% static 'ui/text.woff2' %}", "{% static 'ui/heading.woff2' %}", "{% static 'ui/icon.svg' %}", "{% static 'together/outing.css' %}", "{% static 'together/outing.js' %}"];

self.addEventListener("install", (event) => event.waitUntil((async () => {
  const kept = await caches.open(KEPT);
  await kept.addAll([new Request(EMPTY, { credentials: "omit", cache: "reload" }), ...PARTS]);
  await self.skipWaiting();
})()));

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const path = new URL(event.request.url).pathname;
  const opens = event.request.mode === "navigate" && /^\/outings\/[\w-]{22}\/$/.test(path);
  if (opens) event.respondWith(fetch(event.request).catch(() => caches.match(EMPTY)));
  else if (PARTS.includes(path)) event.respondWith(fetch(event.request).catch(() => caches.match(path)));
});
