({ place }) => {
  const item = document.getElementById(place);
  item?.scrollIntoView();
  item?.focus({ preventScroll: true });
}
