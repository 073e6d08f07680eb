// Runs before Streamlit's own scripts: keeps the page's language, and says in it when the server is gone.
{
  const TAGS = { zh: "zh-CN", en: "en" };
  const GRACE_MS = 1500; // a connection handed over, or a laptop just awake, is back by then
  const texts = document.currentScript.dataset;
  const language = () => {
    const asked = (new URLSearchParams(location.search).get("lang") ?? "").trim();
    return asked in TAGS ? asked : "zh";
  };

  const speak = () => {
    document.documentElement.lang = TAGS[language()];
    if (notice) notice.textContent = texts[language()];
  };
  for (const name of ["pushState", "replaceState"]) {
    const own = history[name];
    history[name] = function (...given) {
      own.apply(this, given);
      speak();
    };
  }
  addEventListener("popstate", speak);

  let notice = null;
  let waiting = 0;
  const lost = () => {
    waiting ||= setTimeout(() => {
      if (notice) return;
      notice = document.createElement("div");
      notice.className = "cd-connection";
      notice.setAttribute("role", "alert");
      document.body.append(notice);
      speak();
    }, GRACE_MS);
  };
  const back = () => {
    clearTimeout(waiting);
    waiting = 0;
    notice?.remove();
    notice = null;
  };

  const Own = window.WebSocket;
  window.WebSocket = class extends Own {
    constructor(...given) {
      super(...given);
      this.addEventListener("open", back);
      this.addEventListener("close", lost);
    }
  };
  addEventListener("pagehide", () => clearTimeout(waiting));
  speak();
}
