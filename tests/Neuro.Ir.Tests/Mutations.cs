using System.Text;

namespace Neuro.Ir.Tests;

/// <summary>Seeded damage to texts and byte strings.</summary>
internal static class Mutations
{
    private const string Alphabet = "{}[]():;,=@/+-\"\\ \n#0123456789abcxyz_.";

    /// <summary>One to four edits: characters changed, removed or inserted, pieces copied,
    /// lines dropped, numbers blown up.</summary>
    public static string Mutate(string text, Random random)
    {
        StringBuilder mutant = new(text);
        for (int edits = random.Next(1, 5); edits > 0 && mutant.Length > 8; edits--)
        {
            int at = random.Next(mutant.Length - 4);
            switch (random.Next(6))
            {
                case 0: mutant[at] = Alphabet[random.Next(Alphabet.Length)]; break;
                case 1: mutant.Remove(at, random.Next(1, 4)); break;
                case 2: mutant.Insert(at, Alphabet[random.Next(Alphabet.Length)]); break;
                case 3: mutant.Insert(at, mutant.ToString(random.Next(mutant.Length - 4), 4)); break;
                case 4: mutant.Length = random.Next(8) == 0 ? at + 1 : mutant.Length; break;
                default: ReplaceNumber(mutant, at, random); break;
            }
        }
        return mutant.ToString();
    }

    /// <summary>One to four edits: bytes changed, bits flipped, pieces removed, inserted or copied, the end cut off.</summary>
    public static byte[] Mutate(byte[] bytes, Random random)
    {
        List<byte> mutant = [.. bytes];
        for (int edits = random.Next(1, 5); edits > 0 && mutant.Count > 8; edits--)
        {
            int at = random.Next(mutant.Count - 4);
            switch (random.Next(6))
            {
                case 0: mutant[at] = (byte)random.Next(256); break;
                case 1: mutant[at] ^= (byte)(1 << random.Next(8)); break;
                case 2: mutant.RemoveRange(at, random.Next(1, 4)); break;
                case 3: mutant.Insert(at, (byte)random.Next(256)); break;
                case 4: mutant.InsertRange(at, mutant.GetRange(random.Next(mutant.Count - 4), 4)); break;
                default: if (random.Next(4) == 0) mutant.RemoveRange(at + 1, mutant.Count - at - 1); break;
            }
        }
        return [.. mutant];
    }

    private static void ReplaceNumber(StringBuilder text, int at, Random random)
    {
        while (at < text.Length && !char.IsAsciiDigit(text[at])) at++;
        int end = at;
        while (end < text.Length && char.IsAsciiDigit(text[end])) end++;
        string[] values = ["0", "-1", "1", "65536", "2147483647", "-2147483648", "99999999999", "99999999999999999999999"];
        text.Remove(at, end - at).Insert(at, values[random.Next(values.Length)]);
    }
}
