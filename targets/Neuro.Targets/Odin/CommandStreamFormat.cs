using System.Collections.Immutable;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Targets;

namespace Neuro.Targets.Odin;

/// <summary>Command streams of ODIN and tinyODIN: written from programs, and read back as programs of the whole chip.</summary>
internal sealed class CommandStreamFormat : IBoardFormat, IBoardDecoder
{
    /// <inheritdoc/>
    public string Name => "cmds.hex";

    /// <inheritdoc/>
    public string Extension => ".cmds.hex";

    /// <inheritdoc/>
    public string Description => "SPI and AER commands for ODIN and tinyODIN (48-bit words in hexadecimal)";

    /// <inheritdoc/>
    public ImmutableArray<Diagnostic> Write(SpikeProgram program, TargetProfile? target, string path)
    {
        CommandStream.Write(path, ImageWriter.Write(ProgramImage.Of(program)));
        return [];
    }

    /// <inheritdoc/>
    public bool Claims(string path) => CommandStream.Claims(path);

    /// <inheritdoc/>
    public SpikeProgram Decode(string path)
    {
        string name = Path.GetFileName(path);
        return ImageProgram.Of(ImageReader.Load(path).Image, name[..^Extension.Length]);
    }

    /// <inheritdoc/>
    public string Describe(string path)
    {
        (CrossbarImage image, ImmutableArray<Diagnostic> warnings) = ImageReader.Load(path);
        return string.Concat(warnings.Select(w => $"# {w.Severity.ToString().ToLowerInvariant()}: {w.Message}\n"))
            + ImageText.Print(image);
    }
}
