// Runs before everything else, in every browser, so it is written in the oldest JavaScript. When the browser is older
// than Safari 15, Chrome 90 or Firefox 90 the page says so in words, and how to take part in the hall.
(function () {
  function isOld() {
    try {
      return !(
        'noModule' in document.createElement('script') &&
        window.Promise && Promise.any && window.WeakRef && window.ResizeObserver && window.WebSocket &&
        String.prototype.replaceAll && window.CSS && CSS.supports && CSS.supports('inset', '0') &&
        CSS.supports('aspect-ratio', '1')
      );
    } catch (fault) {
      return true;
    }
  }
  function show() {
    var words = document.getElementById('old-browser');
    var app = document.getElementById('app');
    if (words && (!app || !app.firstChild)) words.removeAttribute('hidden');
  }
  function whenRead(action) {
    if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', action);
    else action();
  }
  if (isOld()) whenRead(show);
})();
