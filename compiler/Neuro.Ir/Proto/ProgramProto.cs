using Google.Protobuf;
using Neuro.Ir.Diagnostics;

namespace Neuro.Ir;

/// <summary>
/// Programs as protocol buffers (spike_ir.proto). The elements of arrays are not part of it: a package keeps them beside it.
/// Equal programs give equal bytes.
/// </summary>
public static class ProgramProto
{
    /// <summary>The latest version of the format; a newer one is refused. Version 2 brought devices and crossbars,
    /// version 3 plasticity, rules, reductions, kept states and parameters of inference, version 4 firing by the
    /// event.</summary>
    public const int FormatVersion = 4;

    /// <summary>The version that <paramref name="program"/> is written in: the first that has everything that it uses. So what
    /// older readers understand they can read, and keeps its digest.</summary>
    public static int VersionOf(SpikeProgram program) =>
        program.Firing != Firing.Tick || program.EventQueue != 0 ? 4
        : !program.Reductions.IsEmpty || !program.Rules.IsEmpty || program.Projections.Any(p => p.Plasticity is not null)
            || program.Populations.Any(p => !p.Inference.IsEmpty || !p.Kept.IsEmpty) ? 3
        : program.Devices.IsEmpty && program.CrossbarArrays.IsEmpty
            && program.Projections.All(p => p.Crossbar is null && p.Read is null) ? 1 : 2;

    /// <summary>The bytes of <paramref name="program"/>.</summary>
    public static byte[] Serialize(SpikeProgram program) => ProtoWriter.Write(program).ToByteArray();

    /// <summary>Reads what <see cref="Serialize"/> wrote. The result has yet to pass the verifier.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="name">What diagnostics call them: their file.</param>
    /// <param name="resolver">Loads the elements of each array; its path is <see cref="ProgramText.ArrayFile"/>.</param>
    /// <exception cref="DiagnosticException">The bytes are malformed or of a newer version.</exception>
    public static SpikeProgram Parse(ReadOnlySpan<byte> bytes, string name, ArrayResolver resolver)
    {
        try
        {
            Proto.Program message = Proto.Program.Parser.ParseFrom(bytes);
            if (message.FormatVersion > FormatVersion)
                throw new DiagnosticException(DiagnosticCatalog.PackageVersion.At(name, message.FormatVersion, FormatVersion));
            if (message.FormatVersion < 1) throw new InvalidDataException("it has no format version");
            return ProtoReader.Read(message, name, resolver);
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or InvalidDataException or ArgumentException
            or OverflowException or KeyNotFoundException)
        {
            throw new DiagnosticException(DiagnosticCatalog.PackageProgram.At(name, e.Message), e);
        }
    }
}
