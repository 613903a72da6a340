/** What is used of the package mnist: the grey values of all images of a digit, one after the other. */
declare module "mnist" {
  const digits: readonly { readonly raw: readonly number[] }[];
  export default digits;
}
