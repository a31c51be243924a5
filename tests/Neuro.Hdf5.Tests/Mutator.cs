using System.Buffers.Binary;

namespace Neuro.Hdf5.Tests;

/// <summary>Damages files in the ways disks, networks and attackers do, reproducibly from a seed.</summary>
internal sealed class Mutator(byte[] original)
{
    private static readonly byte[][] Signatures =
    [
        .. ((string[])["TREE", "SNOD", "HEAP", "GCOL", "OHDR", "OCHK", "FRHP", "FHDB", "FHIB", "BTHD", "BTLF", "BTIN", "FAHD",
            "FADB", "EAHD", "EAIB", "EASB", "EADB"]).Select(s => s.Select(c => (byte)c).ToArray()),
    ];

    private static readonly ulong[] Extremes =
        [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff, 0x7fffffffffffffff, 0x8000000000000000,
            ulong.MaxValue];

    private readonly List<int> _structures = FindStructures(original);

    public byte[] Mutate(int seed)
    {
        Random random = new(seed);
        byte[] bytes = [.. original];
        for (int changes = 1 + random.Next(3); changes > 0; changes--)
            bytes = Change(bytes, random);
        return bytes;
    }

    private byte[] Change(byte[] bytes, Random random)
    {
        int at = Place(bytes, random);
        switch (random.Next(8))
        {
            case 0 or 1:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 2:
                bytes[at] = (byte)random.Next(256);
                break;
            case 3 or 4:
                WriteExtreme(bytes, at, random);
                break;
            case 5:
                // An address or length of the file in another's place.
                BinaryPrimitives.WriteInt64LittleEndian(Room(bytes, at & ~7), random.NextInt64(bytes.Length + 64));
                break;
            case 6:
                int from = Place(bytes, random), count = Math.Min(random.Next(1, 200), bytes.Length - Math.Max(at, from));
                bytes.AsSpan(from, count).ToArray().CopyTo(bytes, at);
                break;
            default:
                // A truncation, or bytes lost or gained in the middle.
                return random.Next(3) switch
                {
                    0 => bytes[..Math.Max(at, 16)],
                    1 => [.. bytes[..at], .. bytes[Math.Min(at + random.Next(1, 40), bytes.Length - 1)..]],
                    _ => [.. bytes[..at], .. new byte[random.Next(1, 40)], .. bytes[at..]],
                };
        }
        return bytes;
    }

    private static void WriteExtreme(byte[] bytes, int at, Random random)
    {
        Span<byte> value = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(value, Extremes[random.Next(Extremes.Length)]);
        int size = 1 << random.Next(4);
        Span<byte> room = Room(bytes, random.Next(2) == 0 ? at : at & -size);
        value[..Math.Min(size, room.Length)].CopyTo(room);
    }

    private static Span<byte> Room(byte[] bytes, int at) => bytes.AsSpan(Math.Min(at, bytes.Length - 8), 8);

    /// <summary>Mostly near the start of a structure: most bytes of a file are values, which may hold anything.</summary>
    private int Place(byte[] bytes, Random random)
    {
        int at =
            random.Next(4) == 0 ? random.Next(bytes.Length) : _structures[random.Next(_structures.Count)] + random.Next(-40, 160);
        return Math.Clamp(at, 0, bytes.Length - 9);
    }

    private static List<int> FindStructures(byte[] bytes)
    {
        List<int> found = [0, 40];
        foreach (byte[] signature in Signatures)
        {
            for (int at = 0; bytes.AsSpan(at).IndexOf(signature) is >= 0 and int next; at += next + 1)
                found.Add(at + next);
        }
        return found;
    }
}
