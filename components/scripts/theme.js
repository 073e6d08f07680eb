// Shows the theme that the address asks for (components/session/theme.py).
{
  const { wanted, shown, kept } = JSON.parse(document.currentScript.dataset.values);
  const key = "embed_options"; // Streamlit's own, and the only one that sets a theme
  const option = `${wanted}_theme`;
  const address = new URL(location.href);
  if (address.searchParams.get(key) === option) {
    address.searchParams.delete(key);
    address.searchParams.delete("kept");
    history.replaceState(history.state, "", address);
  } else if (shown !== wanted) {
    address.searchParams.set(key, option);
    if (kept) address.searchParams.set("kept", kept);
    location.replace(address);
  }
}
