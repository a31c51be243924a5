using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using Neuro.Ir;
using Neuro.Ir.Crossbars;
using Neuro.Ir.Diagnostics;

namespace Neuro.Targets.Xbar;

/// <summary>Reads images of crossbar chips back as the programs that they came from.</summary>
internal static class NxbReader
{
    /// <summary>"NXB1" in the order of the file.</summary>
    public const uint Magic = 0x3142_584E;

    /// <summary>The version that this program writes, and reads.</summary>
    public const uint Version = 1;

    /// <summary>Magic, version and check sum.</summary>
    public const int HeaderBytes = 12;

    private const int MostCodeBits = 16;
    private const long MostCells = 1L << 29;

    /// <summary>The program in <paramref name="bytes"/>, verified.</summary>
    /// <param name="bytes">The image.</param>
    /// <param name="place">What diagnostics call it: its file.</param>
    /// <exception cref="DiagnosticException">The bytes are malformed, or of a newer version.</exception>
    public static SpikeProgram Read(byte[] bytes, string place) => Program(Parse(bytes, place), bytes.Length, place);

    /// <summary>The parts of an image.</summary>
    /// <exception cref="DiagnosticException">The bytes are malformed, or of a newer version.</exception>
    public static NxbImage Parse(byte[] bytes, string place)
    {
        try
        {
            if (bytes.Length < HeaderBytes || BinaryPrimitives.ReadUInt32LittleEndian(bytes) != Magic)
                throw NxbWeights.Malformed(place, "it does not begin with NXB1");
            uint version = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(4));
            if (version != Version)
                throw NxbWeights.Malformed(place, $"it is of version {version}; this program reads {Version}");
            if (BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(8)) != Crc32.Of(bytes.AsSpan(HeaderBytes)))
                throw NxbWeights.Malformed(place, "its check sum is wrong");
            using BinaryReader reader = new(new MemoryStream(bytes, HeaderBytes, bytes.Length - HeaderBytes), Encoding.UTF8);
            byte[] configuration = Take(reader, reader.ReadInt32());
            ImmutableSortedDictionary<string, byte[]>.Builder arrays =
                ImmutableSortedDictionary.CreateBuilder<string, byte[]>(StringComparer.Ordinal);
            for (int left = Count(reader, 6); left > 0; left--)
                arrays.Add(Name(reader), Take(reader, reader.ReadInt32()));
            List<NxbProjection> projections = [];
            for (int left = Count(reader, 14); left > 0; left--) projections.Add(Projection(reader));
            if (reader.BaseStream.Position != reader.BaseStream.Length)
                throw new InvalidDataException("there is more behind its end");
            return new(configuration, arrays.ToImmutable(), [.. projections]);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or ArgumentException)
        {
            throw new DiagnosticException(DiagnosticCatalog.NxbMalformed.At(place, e.Message), e);
        }
    }

    private static NxbProjection Projection(BinaryReader reader)
    {
        string name = Name(reader);
        (int least, int most) = (reader.ReadInt32(), reader.ReadInt32());
        if (least is > 0 or < -(1 << 16) || most is < 0 or > 1 << 16)
            throw new InvalidDataException($"'{name}' has weights from {least} to {most}");
        List<NxbTile> tiles = [];
        for (int left = Count(reader, 25); left > 0; left--) tiles.Add(Tile(reader));
        return new(name, least, most, [.. tiles]);
    }

    private static NxbTile Tile(BinaryReader reader)
    {
        int[] fields = new int[6];
        for (int i = 0; i < fields.Length; i++)
            if ((fields[i] = reader.ReadInt32()) < 0) throw new InvalidDataException("a tile has a negative place or size");
        (int rows, int columns, int bits) = (fields[2], fields[5], reader.ReadByte());
        if (bits is < 1 or > MostCodeBits) throw new InvalidDataException($"a conductance code has {bits} bits");
        long cells = (long)rows * columns;
        if (cells > MostCells) throw new InvalidDataException($"a tile has {rows} x {columns} cells");
        byte[] packed = Take(reader, (int)(((cells * bits) + 7) / 8));
        ushort[] codes = new ushort[rows * columns];
        for (int i = 0; i < codes.Length; i++)
            for (int bit = 0; bit < bits; bit++)
            {
                long at = ((long)i * bits) + bit;
                codes[i] |= (ushort)(((packed[at / 8] >> (int)(at % 8)) & 1) << bit);
            }
        return new(fields[0], fields[1], rows, fields[3], fields[4], columns, bits, codes);
    }

    private static SpikeProgram Program(NxbImage image, int size, string place)
    {
        HashSet<string> used = [];
        long elementsInAll = 0;
        SpikeProgram program = ProgramProto.Parse(image.Configuration, place, Resolve);
        ProgramVerifier.ThrowIfInvalid(program);
        if (!NxbWeights.Held(program).SetEquals(program.Arrays.Select(a => a.Name).Except(image.Arrays.Keys))
            || !used.SetEquals(image.Arrays.Keys))
            throw NxbWeights.Malformed(place, "its arrays are not those of its program");
        (Projection Projection, NxbProjection Cells)[] bound = Match(program, image, size, place);
        Dictionary<string, int[]> weights = NxbWeights.Held(program).ToDictionary(n => n, n => new int[program.Array(n).Length]);
        foreach ((Projection projection, NxbProjection cells) in bound)
            if (projection.Weight.Array is { } name && weights.TryGetValue(name, out int[]? codes))
                NxbWeights.Fill(program, projection, cells, codes, place);
        program = program with
        {
            Arrays = [.. program.Arrays.Select(a => weights.TryGetValue(a.Name, out int[]? codes)
                ? IrArray.Create(a.Name, a.Shape, a.Bits, a.Signed, codes, a.Steps)
                : a)],
        };
        ProgramVerifier.ThrowIfInvalid(program);
        foreach ((Projection projection, NxbProjection cells) in bound)
            if (!NxbWeights.Agree(program, projection, cells))
                throw NxbWeights.Malformed(place, $"the cells of '{cells.Name}' are not those of its weights");
        return program;

        IrArray Resolve(
            string path, string name, ImmutableArray<int> shape, int bits, bool signed, ImmutableArray<double> steps)
        {
            long length = shape.Aggregate(1L, (product, extent) => checked(product * Math.Max(extent, 0)));
            bool stored = image.Arrays.TryGetValue(name, out byte[]? elements);
            if (stored) _ = used.Add(name);
            // What only cells hold takes a bit of the file a weight at least.
            elementsInAll = checked(elementsInAll + length);
            if (elementsInAll > 8L * size || (stored && length * Bytes(bits, signed) != elements!.Length))
                throw new InvalidDataException($"array '{name}' has other elements than its shape says");
            int[] values = new int[length];
            for (int i = 0; stored && i < values.Length; i++) values[i] = Element(elements!, i, bits, signed);
            return IrArray.Create(name, shape, bits, signed, values, steps);
        }
    }

    /// <summary>The projections on crossbars with their cells.</summary>
    private static (Projection, NxbProjection)[] Match(SpikeProgram program, NxbImage image, int size, string place)
    {
        Projection[] bound = [.. program.Projections.Where(p => p.Crossbar is not null)];
        if (!bound.Select(p => p.Name).SequenceEqual(image.Projections.Select(p => p.Name)))
            throw NxbWeights.Malformed(place, "its cells are not those of its program's projections");
        long weights = 0;
        foreach (Projection projection in bound)
        {
            CrossbarExtents extents = CrossbarExtents.Of(
                projection.Connectivity, program.Population(projection.Source).Size, program.Population(projection.Target).Size);
            bool sparse = projection.Connectivity is Sparse or OneToOne;
            weights += extents.Weights;
            if (weights > (64L * size) + (1 << 24) || (!sparse && extents.Weights > 8L * size))
                throw NxbWeights.Malformed(place, $"'{projection.Name}' has more weights than the image has cells");
            if (NxbWeights.Hardware(program, projection).Device.Levels is < 2 or > ConductanceCodes.MostLevels)
                throw NxbWeights.Malformed(place, $"the cells of '{projection.Name}' have no codes");
        }
        return [.. bound.Zip(image.Projections)];
    }

    private static int Bytes(int bits, bool signed) => IrArray.StorageFor(bits, signed) switch
    {
        ElementType.Int8 or ElementType.UInt8 => 1,
        ElementType.Int16 or ElementType.UInt16 => 2,
        _ => 4,
    };

    private static int Element(byte[] bytes, int index, int bits, bool signed) => IrArray.StorageFor(bits, signed) switch
    {
        ElementType.Int8 => (sbyte)bytes[index],
        ElementType.UInt8 => bytes[index],
        ElementType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(bytes.AsSpan(2 * index)),
        ElementType.UInt16 => BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(2 * index)),
        _ => BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(4 * index)),
    };

    private static string Name(BinaryReader reader) => Encoding.UTF8.GetString(Take(reader, reader.ReadUInt16()));

    /// <summary>A count of things that take at least <paramref name="least"/> bytes each.</summary>
    private static int Count(BinaryReader reader, int least)
    {
        int count = reader.ReadInt32();
        return count >= 0 && (long)count * least <= reader.BaseStream.Length - reader.BaseStream.Position
            ? count
            : throw new InvalidDataException($"it is too short for {count} entries");
    }

    private static byte[] Take(BinaryReader reader, int count) =>
        count >= 0 && count <= reader.BaseStream.Length - reader.BaseStream.Position
            ? reader.ReadBytes(count)
            : throw new InvalidDataException($"it is too short for {count} bytes");
}
