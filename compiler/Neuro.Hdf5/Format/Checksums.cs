using System.Buffers.Binary;
using System.Numerics;

namespace Neuro.Hdf5.Format;

/// <summary>The two checksums of HDF5: lookup3 over metadata, Fletcher-32 over chunk data.</summary>
internal static class Checksums
{
    /// <summary>Bob Jenkins' lookup3 "hashlittle" with initial value 0.</summary>
    public static uint Lookup3(ReadOnlySpan<byte> data)
    {
        uint a = 0xdeadbeef + (uint)data.Length, b = a, c = a;
        if (data.IsEmpty)
            return c;
        for (; data.Length > 12; data = data[12..])
        {
            Add(data, ref a, ref b, ref c);
            Mix(ref a, ref b, ref c);
        }
        // A short tail is as good as one padded with zeros: only sums enter.
        Span<byte> tail = stackalloc byte[12];
        tail.Clear();
        data.CopyTo(tail);
        Add(tail, ref a, ref b, ref c);
        return Final(a, b, c);
    }

    /// <summary>Fletcher-32 over big-endian 16-bit words; an odd last byte counts as the high half of a word.</summary>
    public static uint Fletcher32(ReadOnlySpan<byte> data)
    {
        uint sum1 = 0, sum2 = 0;
        for (int i = 0; i < data.Length; i += 2)
        {
            uint word = (uint)(data[i] << 8 | (i + 1 < data.Length ? data[i + 1] : 0));
            sum1 = Fold(sum1 + word);
            sum2 = Fold(sum2 + sum1);
        }
        return Fold(sum2) << 16 | Fold(sum1);

        // Ones'-complement sum of 16 bits: zero stays zero, 0xffff stays 0xffff.
        static uint Fold(uint sum) => (sum & 0xffff) + (sum >> 16);
    }

    private static void Add(ReadOnlySpan<byte> words, ref uint a, ref uint b, ref uint c)
    {
        a += BinaryPrimitives.ReadUInt32LittleEndian(words);
        b += BinaryPrimitives.ReadUInt32LittleEndian(words[4..]);
        c += BinaryPrimitives.ReadUInt32LittleEndian(words[8..]);
    }

    private static void Mix(ref uint a, ref uint b, ref uint c)
    {
        a -= c; a ^= BitOperations.RotateLeft(c, 4); c += b;
        b -= a; b ^= BitOperations.RotateLeft(a, 6); a += c;
        c -= b; c ^= BitOperations.RotateLeft(b, 8); b += a;
        a -= c; a ^= BitOperations.RotateLeft(c, 16); c += b;
        b -= a; b ^= BitOperations.RotateLeft(a, 19); a += c;
        c -= b; c ^= BitOperations.RotateLeft(b, 4); b += a;
    }

    private static uint Final(uint a, uint b, uint c)
    {
        c ^= b; c -= BitOperations.RotateLeft(b, 14);
        a ^= c; a -= BitOperations.RotateLeft(c, 11);
        b ^= a; b -= BitOperations.RotateLeft(a, 25);
        c ^= b; c -= BitOperations.RotateLeft(b, 16);
        a ^= c; a -= BitOperations.RotateLeft(c, 4);
        b ^= a; b -= BitOperations.RotateLeft(a, 14);
        c ^= b; c -= BitOperations.RotateLeft(b, 24);
        return c;
    }
}
