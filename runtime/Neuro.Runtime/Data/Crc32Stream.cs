namespace Neuro.Runtime.Data;

/// <summary>Keeps the CRC-32 of what is read (ISO 3309, reflected polynomial EDB88320), as zip files store it.</summary>
internal sealed class Crc32Stream(Stream inner) : ReadingStream(inner)
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(Entry)];

    private uint _register = uint.MaxValue;

    public uint Crc => ~_register;

    protected override void Observe(ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
            _register = Table[(byte)(_register ^ value)] ^ (_register >> 8);
    }

    private static uint Entry(int index)
    {
        uint value = (uint)index;
        for (int bit = 0; bit < 8; bit++)
            value = (value & 1) == 0 ? value >> 1 : (value >> 1) ^ 0xEDB88320;
        return value;
    }
}
