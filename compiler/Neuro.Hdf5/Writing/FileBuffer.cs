namespace Neuro.Hdf5.Writing;

/// <summary>The file as it grows; structures are placed at multiples of eight bytes.</summary>
internal sealed class FileBuffer
{
    private byte[] _bytes = new byte[4096];

    public int Length { get; private set; }

    /// <summary>Room of zeros for a structure; returns its address.</summary>
    public long Allocate(long size)
    {
        int address = Length;
        long end = (address + size + 7) & ~7L;
        if (end > Array.MaxLength)
            throw new IOException("the HDF5 file would exceed 2 GiB");
        if (end > _bytes.Length)
            Array.Resize(ref _bytes, (int)Math.Clamp(2L * _bytes.Length, end, Array.MaxLength));
        Length = (int)end;
        return address;
    }

    public long Append(ReadOnlySpan<byte> bytes)
    {
        long address = Allocate(bytes.Length);
        Put(address, bytes);
        return address;
    }

    public void Put(long address, ReadOnlySpan<byte> bytes) => bytes.CopyTo(_bytes.AsSpan((int)address));

    public byte[] ToArray() => _bytes[..Length];
}
