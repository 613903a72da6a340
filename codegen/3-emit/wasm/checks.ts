/** What the wrapper says of arguments that do not fit. */
export const checks = (array: string): string => `
function @fits«<T extends ${array}>»(@array«: T», @size«: number», @name«: string»)«: T» {
  if (@array.length !== @size) {
    throw new RangeError(\`\${@name} has \${@array.length} numbers where \${@size} are expected\`);
  }
  return @array;
}
function @holds(@array«: ${array}», @size«: number», @name«: string»)«: void» {
  if (@array.length < @size) {
    throw new RangeError(\`\${@name} has \${@array.length} numbers where at least \${@size} are expected\`);
  }
}
function @isCount(@n«: number»)«: void» {
  if (!(Number.isInteger(@n) && @n >= 0)) throw new RangeError(\`\${@n} is no number of samples\`);
}
/** Outputs must not lie over each other, or over an input. */
function @apart(@outputs«: readonly ${array}[]», @inputs«: readonly ${array}[]»)«: void» {
  for (let @k = 0; @k < @outputs.length; @k++) {
    const @output = @outputs[@k]«!»;
    const @end = @output.byteOffset + @output.byteLength;
    const @clash = (@other«: ${array}») =>
      @other.buffer === @output.buffer && @other.byteOffset < @end &&
      @output.byteOffset < @other.byteOffset + @other.byteLength;
    if (@inputs.some(@clash) || @outputs.slice(@k + 1).some(@clash)) {
      throw new RangeError("an output overlaps another argument");
    }
  }
}
/** A loop is faster than \`set\` for a few numbers. */
function @copy(@to«: ${array}», @from«: ${array}»)«: void» {
  if (@from.length > 48) @to.set(@from);
  else for (let @k = 0; @k < @from.length; @k++) @to[@k] = @from[@k]«!»;
}
`;
