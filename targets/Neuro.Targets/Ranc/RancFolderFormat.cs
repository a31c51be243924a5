using System.Collections.Immutable;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Targets;

namespace Neuro.Targets.Ranc;

/// <summary>Folders of memory images for RANC cores.</summary>
internal sealed class RancFolderFormat : IBoardFormat, IBoardDecoder
{
    /// <inheritdoc/>
    public string Name => "ranc";

    /// <inheritdoc/>
    public string Extension => ".ranc";

    /// <inheritdoc/>
    public string Description => "a folder of memory images for RANC cores (csram_i.mem, tc_i.mem)";

    /// <inheritdoc/>
    public bool Claims(string path) => RancImage.Claims(path);

    /// <inheritdoc/>
    public ImmutableArray<Diagnostic> Write(SpikeProgram program, TargetProfile? target, string path)
    {
        RancWriter.Write(RancEncoder.Encode(program, target ?? TargetCatalog.Load(Name)).Image, path);
        return [];
    }

    /// <inheritdoc/>
    public SpikeProgram Decode(string path)
    {
        SpikeProgram program = RancDecoder.Decode(RancReader.Read(path), []);
        ProgramVerifier.ThrowIfInvalid(program);
        return program;
    }

    /// <inheritdoc/>
    public string Describe(string path)
    {
        RancImage image = RancReader.Read(path);
        List<Diagnostic> warnings = [];
        _ = RancDecoder.Decode(image, warnings);
        using StringWriter text = new() { NewLine = "\n" };
        RancListing.Write(image, text);
        foreach (Diagnostic warning in warnings) text.WriteLine($"{warning.Code}: {warning.Message}");
        return text.ToString();
    }
}
