// Moves to the question that the reader has asked for (components/screens/self_check/sheet.py).
{
  const { place } = JSON.parse(document.currentScript.dataset.values);
  const item = document.getElementById(place);
  item?.scrollIntoView();
  item?.focus({ preventScroll: true });
}
