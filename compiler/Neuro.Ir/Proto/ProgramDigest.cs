using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using Google.Protobuf;
using Neuro.Ir.Crossbars;

namespace Neuro.Ir;

/// <summary>A fingerprint of what a program computes.</summary>
public static class ProgramDigest
{
    private static readonly ImmutableSortedDictionary<string, OperationCost> NoCosts =
        ImmutableSortedDictionary<string, OperationCost>.Empty;

    /// <summary>
    /// SHA-256, in 64 lower-case hexadecimal digits, over the program's binary form without what does not affect execution
    /// (metadata, origins, placement, the real values of codes; what devices and arrays say of themselves and what they cost),
    /// followed by the little-endian elements of every array in order.
    /// </summary>
    public static string Compute(SpikeProgram program)
    {
        Proto.Program message = ProtoWriter.Write(program with
        {
            Devices = [.. program.Devices.Select(d => d with { Description = "", Sources = [] })],
            CrossbarArrays = [.. program.CrossbarArrays.Select(a => a with { Description = "", Sources = [], Costs = NoCosts })],
        });
        message.Metadata.Clear();
        message.Placement = null;
        foreach (Proto.Array array in message.Arrays) array.Steps.Clear();
        foreach (Proto.Population population in message.Populations) population.ClearOrigin();
        foreach (Proto.Projection projection in message.Projections) projection.ClearOrigin();
        foreach (Proto.Reduction reduction in message.Reductions) reduction.ClearOrigin();
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] bytes = message.ToByteArray();
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
        foreach (IrArray array in program.Arrays) hash.AppendData(array.AsBytes());
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
