namespace Neuro.Hdf5.Format;

/// <summary>
/// The bytes of a file with the sizes its superblock declares. Every structure is taken from here, so this is where bounds
/// are checked and work is limited: a sound file holds each structure once, hence all structures read for one purpose
/// together cannot be many times longer than the file. Loops and structures that share bytes run into that limit.
/// </summary>
internal sealed class FileImage
{
    /// <summary>An address that says "nothing allocated" (all bits set in the file).</summary>
    public const long Undefined = -1;

    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly bool _verifyChecksums;
    private long _budget;

    public FileImage(ReadOnlyMemory<byte> bytes, string name, bool verifyChecksums, long baseAddress, int offsetSize,
        int lengthSize)
    {
        _bytes = bytes;
        _verifyChecksums = verifyChecksums;
        Name = name;
        BaseAddress = baseAddress;
        OffsetSize = offsetSize;
        LengthSize = lengthSize;
        _budget = (1L << 20) + 8L * bytes.Length;
    }

    public string Name { get; }

    /// <summary>The position in the file that addresses count from (after a user block).</summary>
    public long BaseAddress { get; }

    /// <summary>Bytes in an address.</summary>
    public int OffsetSize { get; }

    /// <summary>Bytes in a length.</summary>
    public int LengthSize { get; }

    /// <summary>Bytes of the file from <see cref="BaseAddress"/> on.</summary>
    public long Length => _bytes.Length - BaseAddress;

    /// <summary>The same file with a new limit, for one read of one dataset or attribute.</summary>
    public FileImage ForOneRead() => WithSizes(OffsetSize, LengthSize);

    /// <summary>The same file with other sizes of addresses and lengths.</summary>
    public FileImage WithSizes(int offsetSize, int lengthSize) =>
        new(_bytes, Name, _verifyChecksums, BaseAddress, offsetSize, lengthSize);

    /// <summary>Counts work that does not come from taking a block.</summary>
    public void Charge(long amount, string what, long address)
    {
        _budget -= amount;
        if (_budget < 0)
            throw new Hdf5Exception($"{what}: structures of this file overlap or form a loop", BaseAddress + address);
    }

    /// <summary>The bytes at [address, address + length).</summary>
    public ReadOnlyMemory<byte> Bytes(long address, long length, string what)
    {
        if (address < 0 || length < 0 || address > Length || length > Length - address)
        {
            string place = address == Undefined ? "an undefined address" : $"byte {BaseAddress + address}";
            throw new Hdf5Exception($"{what}: {length} bytes at {place} lie outside the file of {_bytes.Length} bytes",
                address == Undefined ? null : BaseAddress + address, hint: "the file is truncated or damaged; copy it again");
        }
        return _bytes.Slice((int)(BaseAddress + address), (int)length);
    }

    /// <summary>A cursor over the structure at [address, address + length).</summary>
    public Cursor Block(long address, long length, string what)
    {
        ReadOnlyMemory<byte> bytes = Bytes(address, length, what);
        Charge(length, what, address);
        return new Cursor(this, bytes.Span, address, what);
    }

    /// <summary>As <see cref="Block"/>, for a structure that ends in the lookup3 checksum of all bytes before it.</summary>
    public Cursor CheckedBlock(long address, long length, string what)
    {
        Cursor whole = Block(address, length, what);
        if (length < 4)
            throw whole.Bad("too short for its checksum");
        Cursor content = whole.Slice((int)length - 4);
        VerifyChecksum(content.Whole, whole.UInt32At((int)length - 4), address, what);
        return content;
    }

    public void VerifyChecksum(ReadOnlySpan<byte> content, uint stored, long address, string what)
    {
        if (_verifyChecksums && Checksums.Lookup3(content) != stored)
        {
            throw new Hdf5Exception($"{what}: the checksum does not match", BaseAddress + address,
                hint: "the file is damaged; copy it again");
        }
    }
}
