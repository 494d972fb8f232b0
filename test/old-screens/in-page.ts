// Programs that run inside the old page, in words of ES5.
export const patience = 15_000;
/** In the page: the first visible element that fits. Words of ES5, for the oldest. */
export const finder = (selector: string, words: string): string => `Array.prototype.filter.call(document.querySelectorAll(${JSON.stringify(selector)}), function (e) {
  return e.getClientRects().length > 0 && getComputedStyle(e).visibility !== 'hidden' && e.textContent.indexOf(${JSON.stringify(words)}) >= 0 })[0]`;
/** In the page: resolves with `value` once it is something, null when it stayed nothing. */
export const sooner = (value: string, within = patience): string => `new Promise(function (done) { var end = Date.now() + ${within}; (function look() {
  var found = (function () { ${value} })(); if (found) done(found); else if (Date.now() > end) done(null); else setTimeout(look, 50) })() })`;

/** In the page: keys that stick out, lie half on each other, stand too close or lost their words. What a panel covers is not looked at. */
export const layoutFaults = (apart: number): string => `(function () {
  var shown = function (e) {
    var box = e.getBoundingClientRect(), hit = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    return e.getClientRects().length > 0 && !e.closest('.unseen') && (box.right > innerWidth || (hit !== null && e.contains(hit)));
  };
  var keys = Array.prototype.filter.call(document.querySelectorAll('button, input'), shown);
  var name = function (e) { return JSON.stringify((e.innerText || e.getAttribute('aria-label') || e.tagName).trim()) };
  var out = [];
  if (document.documentElement.scrollWidth > innerWidth) out.push('the page is wider than its window by ' + (document.documentElement.scrollWidth - innerWidth));
  keys.forEach(function (a, at) {
    var box = a.getBoundingClientRect();
    if (box.width < 1 || box.height < 1) out.push(name(a) + ' has no size');
    if (box.left < -.5 || box.right > innerWidth + .5) out.push(name(a) + ' sticks out');
    if (a.tagName === 'BUTTON' && a.scrollWidth > a.clientWidth + 2) out.push(name(a) + ' is cut off');
    keys.slice(at + 1).forEach(function (b) {
      if (a.contains(b) || b.contains(a)) return;
      var other = b.getBoundingClientRect();
      var x = Math.max(box.left, other.left) - Math.min(box.right, other.right), y = Math.max(box.top, other.top) - Math.min(box.bottom, other.bottom);
      if (Math.max(x, y) < ${apart} - .5) out.push(name(a) + ' and ' + name(b) + ' are only ' + Math.max(x, y) + ' apart');
    });
  });
  return out })()`;

/** In the page: where a finger would hit the element, once it rests and nothing covers it. */
export const placeToPress = (selector: string, words: string): string => sooner(`var e = ${finder(selector, words)}; if (!e || e.disabled) return null;
  if (e.getBoundingClientRect().bottom > innerHeight) e.scrollIntoView();
  var box = e.getBoundingClientRect(), x = box.left + box.width / 2, y = box.top + box.height / 2, hit = document.elementFromPoint(x, y);
  var rested = window.pressAt === x + ' ' + y; window.pressAt = x + ' ' + y;
  return rested && hit && e.contains(hit) ? { x: x, y: y } : null`);

/** In the page: sizes are followed by observers, which report a frame later. */
export const settled = 'new Promise(function (done) { var n = 0; requestAnimationFrame(function next() { if ((n += 1) > 5) done(true); else requestAnimationFrame(next) }) })';
/** In the page: its letters have come, or take too long. */
export const lettersThere = 'Promise.race([document.fonts.ready.then(function () { return true }), new Promise(function (done) { setTimeout(done, 3000) })])';
