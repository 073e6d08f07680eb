// The stage turns its scenes by itself: no turn asks the server for anything.
const STEP_MS = 1500;
const IDLE_MS = 2500;
const NOTICE_MS = 5000;
const FORWARD = ["ArrowRight", "ArrowDown", "PageDown", "Enter"];
const BACK = ["ArrowLeft", "ArrowUp", "PageUp", "Backspace"];
const OWN = ["scene", "every"];
const running = new WeakMap();

export default function ({ data, parentElement }) {
  // A rerun with new data calls this again without a clean-up in between.
  running.get(parentElement)?.();
  const stop = start(parentElement.querySelector(".stage"), data);
  running.set(parentElement, stop);
  return () => {
    stop();
    if (running.get(parentElement) === stop) running.delete(parentElement);
  };
}

function start(stage, data) {
  const ending = new AbortController();
  const timers = { turn: 0, step: 0, idle: 0, notice: 0 };
  const later = (name, act, ms) => {
    clearTimeout(timers[name]);
    timers[name] = setTimeout(act, ms);
  };
  stage.innerHTML = data.html;
  stage.dataset.theme = data.theme;
  for (const [name, colour] of Object.entries(data.colours)) stage.style.setProperty(name, colour);
  const scenes = [...stage.querySelectorAll(".scene")];
  const course = courseOf(stage, data);
  const code = stage.querySelector(".code.overlay");
  // All are fetched now, so that a hall may scan them when the network is gone.
  const codes = data.codes.map((address) => Object.assign(new Image(), { src: address }));
  stage.querySelector("[data-last]").src = codes.at(-1).src;
  let shown = -1;

  function show(index) {
    shown = index;
    scenes.forEach((scene, place) => (scene.hidden = place !== index));
    stage.querySelector(".spoken").textContent = scenes[index].querySelector("h2").textContent;
    clearTimeout(timers.step);
    if (scenes[index].contains(course.box)) play();
    code.hidden = true;
    goOn();
  }

  function goOn() {
    if (data.every) later("turn", () => turn((shown + 1) % scenes.length), data.every * 1000);
  }

  function toggleCode() {
    code.hidden = !code.hidden;
    code.querySelector("img").src = codes[shown].src;
    if (code.hidden) goOn();
    else clearTimeout(timers.turn); // People take their time to aim.
  }

  function turn(index) {
    const wanted = Math.min(Math.max(index, 0), scenes.length - 1);
    stage.querySelector(".notices")?.remove();
    if (wanted === shown) return;
    show(wanted);
    const url = new URL(location.href);
    url.searchParams.set("scene", wanted + 1);
    history.replaceState(history.state, "", url);
  }

  function play() {
    const last = data.course.length - 1;
    const pause = data.every ? Math.min(STEP_MS, (data.every * 700) / (last + 1)) : STEP_MS;
    const step = (place) => {
      course.draw(place);
      if (place < last) later("step", () => step(place + 1), pause);
    };
    step(matchMedia("(prefers-reduced-motion: reduce)").matches ? last : 0);
  }

  async function leave() {
    const home = new URL(location.pathname.replace(/present\/?$/, ""), location.href);
    const query = new URLSearchParams(location.search);
    OWN.forEach((key) => query.delete(key));
    home.search = query.toString();
    try {
      await fetch(new URL("_stcore/health", home), { cache: "no-store" });
      location.assign(home);
    } catch {
      // Without a server the overview would be the browser's error page, and the story would be lost.
      const notice = stage.querySelector(".unreachable");
      notice.hidden = false;
      later("notice", () => (notice.hidden = true), NOTICE_MS);
    }
  }

  function act(event) {
    const { key, shiftKey } = event;
    if (FORWARD.includes(key) || (key === " " && !shiftKey)) turn(shown + 1);
    else if (BACK.includes(key) || key === " ") turn(shown - 1);
    else if (key === "Home") turn(0);
    else if (key === "End") turn(scenes.length - 1);
    else if (key.toLowerCase() === "f") fullScreen();
    else if (key.toLowerCase() === "q" || (key === "Escape" && !code.hidden)) toggleCode();
    else if (key === "Escape") leave();
    else return key.length === 1; // Streamlit's own single keys would open its dialogs.
    event.preventDefault();
    return true;
  }

  const on = (target, name, handle, options = {}) =>
    target.addEventListener(name, handle, { ...options, signal: ending.signal });
  on(window, "keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (act(event)) event.stopImmediatePropagation();
  }, { capture: true });
  on(stage, "click", (event) => {
    if (!code.hidden) toggleCode();
    else turn(shown + (event.clientX < innerWidth / 3 ? -1 : 1));
  });
  on(stage, "pointermove", () => {
    stage.classList.remove("idle");
    later("idle", () => stage.classList.add("idle"), IDLE_MS);
  });
  const stayAwake = keepAwake();
  on(document, "visibilitychange", stayAwake.again);

  const asked = new URLSearchParams(location.search).get("scene")?.replaceAll("%20", " ").trim();
  show(Math.max(0, scenes.findIndex((_scene, place) => String(place + 1) === asked)));
  return () => {
    ending.abort();
    Object.values(timers).forEach(clearTimeout);
    stayAwake.release();
  };
}

function courseOf(stage, data) {
  const box = stage.querySelector("[data-course]");
  const areas = [...box.querySelectorAll(".area")];
  const steps = [...box.querySelectorAll("[data-step]")];
  const counts = [...box.querySelectorAll("[data-count]")];
  return {
    box,
    draw(place) {
      const { label, states, counts: numbers } = data.course[place];
      const before = place ? data.course[place - 1].states : states;
      areas.forEach((area, at) => {
        area.setAttribute("class", `area ${data.states[states[at]]}${states[at] === before[at] ? "" : " changed"}`);
      });
      steps.forEach((step, at) => step.classList.toggle("here", at <= place));
      counts.forEach((count) => (count.textContent = numbers[count.dataset.count]));
      box.querySelector("[data-label]").textContent = label;
      box.querySelector("[data-met]").textContent = numbers.met;
    },
  };
}

function fullScreen() {
  const done = document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen();
  done.catch(() => {});
}

function keepAwake() {
  let lock = null;
  let ended = false;
  const again = () => {
    if (document.hidden || !navigator.wakeLock) return;
    navigator.wakeLock.request("screen").then((held) => {
      lock = held;
      if (ended) held.release();
    }, () => {});
  };
  again();
  return {
    again,
    release() {
      ended = true;
      lock?.release();
    },
  };
}
