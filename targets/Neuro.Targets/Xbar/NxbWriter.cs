using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using Neuro.Ir;
using Neuro.Ir.Crossbars;
using Neuro.Ir.Devices;
using Neuro.Ir.Diagnostics;

namespace Neuro.Targets.Xbar;

/// <summary>Makes images of programs that are bound to crossbars.</summary>
internal static class NxbWriter
{
    /// <summary>The image of <paramref name="program"/>.</summary>
    /// <exception cref="DiagnosticException">NEU4702: it has no such image; every reason is in it.</exception>
    public static byte[] Write(SpikeProgram program)
    {
        ImmutableArray<Diagnostic> obstacles = [.. Obstacles(program)];
        if (!obstacles.IsEmpty) throw new DiagnosticException(obstacles);
        HashSet<string> held = NxbWeights.Held(program);
        NxbImage image = new(
            ProgramProto.Serialize(program),
            program.Arrays.Where(a => !held.Contains(a.Name))
                .ToImmutableSortedDictionary(a => a.Name, a => a.AsBytes().ToArray(), StringComparer.Ordinal),
            [.. program.Projections.Where(p => p.Crossbar is not null).Select(p => Projection(program, p))]);
        byte[] bytes = Bytes(image);
        try
        {
            _ = NxbReader.Read(bytes, "the image");
        }
        catch (DiagnosticException e)
        {
            // Weights that the cells cannot tell apart may not lead back to the same cells.
            throw new DiagnosticException([.. e.Diagnostics.Select(d => Refused(null, d.Message))], e);
        }
        return bytes;
    }

    /// <summary>The bytes of <paramref name="image"/>.</summary>
    public static byte[] Bytes(NxbImage image)
    {
        using MemoryStream stream = new();
        using (BinaryWriter writer = new(stream, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(NxbReader.Magic);
            writer.Write(NxbReader.Version);
            writer.Write(0u);
            writer.Write(image.Configuration.Length);
            writer.Write(image.Configuration);
            writer.Write(image.Arrays.Count);
            foreach ((string name, byte[] elements) in image.Arrays)
            {
                WriteName(writer, name);
                writer.Write(elements.Length);
                writer.Write(elements);
            }
            writer.Write(image.Projections.Length);
            foreach (NxbProjection projection in image.Projections) Write(writer, projection);
        }
        byte[] bytes = stream.ToArray();
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8), Crc32.Of(bytes.AsSpan(NxbReader.HeaderBytes)));
        return bytes;
    }

    private static void Write(BinaryWriter writer, NxbProjection projection)
    {
        WriteName(writer, projection.Name);
        writer.Write(projection.Least);
        writer.Write(projection.Most);
        writer.Write(projection.Tiles.Length);
        foreach (NxbTile tile in projection.Tiles)
        {
            foreach (int field in (int[])[tile.Group, tile.FirstRow, tile.Rows, tile.FirstOutput, tile.Outputs, tile.Columns])
                writer.Write(field);
            writer.Write((byte)tile.CodeBits);
            byte[] packed = new byte[((long)tile.Codes.Length * tile.CodeBits + 7) / 8];
            for (int i = 0; i < tile.Codes.Length; i++)
                for (int bit = 0; bit < tile.CodeBits; bit++)
                {
                    long at = ((long)i * tile.CodeBits) + bit;
                    packed[at / 8] |= (byte)(((tile.Codes[i] >> bit) & 1) << (int)(at % 8));
                }
            writer.Write(packed);
        }
    }

    private static void WriteName(BinaryWriter writer, string name)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(name);
        writer.Write((ushort)bytes.Length);
        writer.Write(bytes);
    }

    private static NxbProjection Projection(SpikeProgram program, Projection projection)
    {
        (CrossbarArray array, DeviceModel device) = NxbWeights.Hardware(program, projection);
        CrossbarLayout layout = CrossbarLayout.Of(program, projection, array, device);
        (int least, int most) = NxbWeights.Extremes(layout.Matrix);
        return new(projection.Name, least, most, [.. layout.Tiles.Select(t => ConductanceCodes.Tile(t, device))]);
    }

    private static IEnumerable<Diagnostic> Obstacles(SpikeProgram program)
    {
        Projection[] bound = [.. program.Projections.Where(p => p.Crossbar is not null)];
        if (bound.Length == 0) yield return Refused(null, "its weights are digital");
        foreach (Projection projection in bound)
        {
            DeviceModel device = NxbWeights.Hardware(program, projection).Device;
            if (device.Levels is < 2 or > ConductanceCodes.MostLevels)
                yield return Refused(
                    projection.Origin, $"'{projection.Name}' is on cells of {device.Levels} levels; codes need 2 to 65536");
            if (program.Array(projection.Weight) is { Bits: > 16 } weights)
                yield return Refused(projection.Origin, $"'{projection.Name}' has {weights.Bits}-bit weights; cells hold 16");
            if (projection.Read is not null)
                yield return Refused(projection.Origin, $"'{projection.Name}' is of a fabricated chip");
            if (projection.Plasticity is not null) yield return Refused(projection.Origin, $"'{projection.Name}' learns");
        }
        foreach (string name in program.Arrays.Select(a => a.Name).Concat(bound.Select(p => p.Name)))
            if (Encoding.UTF8.GetByteCount(name) > ushort.MaxValue)
                yield return Refused(null, "a name has more than 65535 bytes");
    }

    private static Diagnostic Refused(string? place, string why) => DiagnosticCatalog.NxbNotExpressible.At(place, why);
}
