// The map where there is no WebGL: the pointer and the keyboard read and pick divisions as on the deck.
const ARROWS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
const running = new WeakMap();

export default function ({ data, parentElement, setTriggerValue }) {
  // A rerun calls this again without a clean-up in between.
  running.get(parentElement)?.();
  const stop = start(parentElement.querySelector(".map"), data, setTriggerValue);
  running.set(parentElement, stop);
  return () => {
    stop();
    if (running.get(parentElement) === stop) running.delete(parentElement);
  };
}

function start(box, data, setTriggerValue) {
  const ending = new AbortController();
  const root = box.getRootNode();
  const focused = root.activeElement?.dataset.code;
  if (box.dataset.drawn !== data.svg) {
    box.innerHTML = `${data.svg}<p class="tip" aria-hidden="true" hidden></p>`;
    box.dataset.drawn = data.svg;
  }
  box.style.height = `${data.height}px`;
  box.style.setProperty("--accent", data.accent);
  box.toggleAttribute("data-picks", data.picks);
  const svg = box.querySelector("svg");
  const lit = svg.querySelector(".lit");
  const tip = box.querySelector(".tip");
  const areas = [...svg.querySelectorAll(".area")];
  svg.setAttribute("aria-label", data.words);
  areas.forEach((area, place) => {
    area.setAttribute("role", data.picks ? "button" : "img");
    area.setAttribute("aria-label", `${area.dataset.name} ${area.dataset.text}`);
    area.setAttribute("tabindex", place ? -1 : 0); // one stop for Tab; arrows lead on
  });

  const piece = (event) => event.target.closest?.("[data-code]");
  const areaOf = (code) => areas.find((area) => area.dataset.code === code);

  function tell(shown, x, y) {
    const { name, text, code } = shown.dataset;
    const bold = document.createElement("b");
    bold.textContent = name;
    tip.replaceChildren(bold, text);
    tip.hidden = false;
    // Shares of the box, so that a magnified page needs no other sum.
    const { left, top, width, height } = box.getBoundingClientRect();
    const across = (x - left) / width;
    const down = (y - top) / height;
    tip.style.left = across < 0.5 ? `calc(${100 * across}% + 12px)` : "";
    tip.style.right = across < 0.5 ? "" : `calc(${100 - 100 * across}% + 12px)`;
    tip.style.top = down < 0.5 ? `calc(${100 * down}% + 12px)` : "";
    tip.style.bottom = down < 0.5 ? "" : `calc(${100 - 100 * down}% + 12px)`;
    lit.setAttribute("d", areaOf(code)?.getAttribute("d") ?? "");
  }

  function quiet() {
    tip.hidden = true;
    lit.removeAttribute("d");
    lit.classList.remove("focused");
  }

  const pick = (shown) => data.picks && setTriggerValue("picked", shown.dataset.code);

  function neighbour(from, [right, down]) {
    const middle = (area) => {
      const { x, y, width, height } = area.getBBox();
      return [x + width / 2, y + height / 2];
    };
    const [x0, y0] = middle(from);
    const ahead = areas.flatMap((area) => {
      const [x, y] = middle(area);
      const along = (x - x0) * right + (y - y0) * down;
      const aside = Math.abs((x - x0) * down) + Math.abs((y - y0) * right);
      return along > 0 && aside < 2 * along ? [{ area, far: along + 2 * aside }] : [];
    });
    return ahead.sort((one, other) => one.far - other.far)[0]?.area;
  }

  function focus(area) {
    areas.forEach((other) => other.setAttribute("tabindex", other === area ? 0 : -1));
    area.focus({ preventScroll: true });
  }

  const on = (name, handle) => svg.addEventListener(name, handle, { signal: ending.signal });
  on("pointermove", (event) => {
    const shown = piece(event);
    lit.classList.remove("focused");
    if (shown) tell(shown, event.clientX, event.clientY);
    else quiet();
  });
  on("pointerleave", quiet);
  on("click", (event) => piece(event) && pick(piece(event)));
  on("focusin", (event) => {
    if (!event.target.matches(":focus-visible")) return;
    const { left, top, width, height } = event.target.getBoundingClientRect();
    tell(event.target, left + width / 2, top + height / 2);
    lit.classList.add("focused");
  });
  on("focusout", quiet);
  on("keydown", (event) => {
    const area = piece(event);
    if (!area || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter" || event.key === " ") pick(area);
    else if (ARROWS[event.key]) focus(neighbour(area, ARROWS[event.key]) ?? area);
    else if (event.key === "Home") focus(areas[0]);
    else if (event.key === "End") focus(areas.at(-1));
    else if (event.key === "Escape") quiet();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  if (focused && areaOf(focused)) focus(areaOf(focused));
  return () => ending.abort();
}
