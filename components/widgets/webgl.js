// Says once that the browser cannot draw a deck; where it can, nothing is sent and nothing changes.
const canDraw = () => {
  try {
    const context = document.createElement("canvas").getContext("webgl2");
    context?.getExtension("WEBGL_lose_context")?.loseContext(); // a browser has few of them
    return context !== null;
  } catch {
    return false;
  }
};

export default function ({ setTriggerValue }) {
  window.chuyiWebgl ??= canDraw();
  if (!window.chuyiWebgl) setTriggerValue("missing", true);
}
