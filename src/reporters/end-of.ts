/** The end of a name, which tells more than its beginning: that is where the case, the version or the suite is. @param room Characters. */
export function endOf(name: string, room: number): string {
  const characters = [...name];
  return characters.length <= room ? name : `…${characters.slice(characters.length - room + 1).join("")}`;
}
