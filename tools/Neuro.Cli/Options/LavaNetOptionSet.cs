using System.CommandLine;
using Neuro.Cli.Commands;
using Neuro.Compiler.Frontends.LavaNet;
using Neuro.Ir.Diagnostics;

namespace Neuro.Cli.Options;

/// <summary>What a .net file does not say of its network: lava-dl gives it to the reader, netx.hdf5.Network.</summary>
internal sealed class LavaNetOptionSet
{
    private readonly Option<int?> _skipLayers = new("--skip-layers")
    {
        Description = "Of a .net file: layers left out at the beginning, such as an input layer.",
        HelpName = "layers",
    };
    private readonly Option<int?> _numLayers = new("--num-layers")
    {
        Description = "Of a .net file: layers that are read, the skipped ones included.",
        HelpName = "layers",
    };
    private readonly Option<int?> _resetInterval = new("--reset-interval")
    {
        Description = "Of a .net file: ticks after which u and v are cleared, layer after layer. Default: never.",
        HelpName = "ticks",
    };
    private readonly Option<int?> _resetOffset = new("--reset-offset")
    {
        Description = "Of a .net file: tick of the first layer's first clearing.",
        HelpName = "ticks",
    };
    private readonly Option<int?> _synapseDelay = new("--synapse-delay")
    {
        Description = "Of a .net file: ticks that a spike takes to the next layer. Default: 1, as in Lava.",
        HelpName = "ticks",
    };

    /// <summary>The options of a command.</summary>
    public LavaNetOptionSet()
    {
        _skipLayers.Must(n => n is null or >= 0, "0 or more");
        _numLayers.Must(n => n is null or > 0, "1 or more");
        _resetInterval.Must(n => n is null or (>= 0 and <= 1 << 16), $"0 to {1 << 16}");
        _resetOffset.Must(n => n is null or (>= -(1 << 16) and <= 1 << 16), $"{-(1 << 16)} to {1 << 16}");
        _synapseDelay.Must(n => n is null or (>= 0 and <= 65_000), "0 to 65000");
    }

    /// <summary>The options.</summary>
    public Option[] All => [_skipLayers, _numLayers, _resetInterval, _resetOffset, _synapseDelay];

    /// <summary>Adds the options to <paramref name="command"/>.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in All)
            command.Add(option);
    }

    /// <summary>Says of an option that was given that a model in <paramref name="path"/> has no use for it.</summary>
    public void Refuse(CommandContext context, string path)
    {
        if (All.FirstOrDefault(o => context.Parse.GetResult(o) is { Implicit: false }) is { } given)
            throw new DiagnosticException(DiagnosticCatalog.UsageError.At(
                path, $"{given.Name} does not apply to '{Path.GetFileName(path)}'", "it is for .net files of lava-dl"));
    }

    /// <summary>What was given; <paramref name="dialect"/> and <paramref name="quantisation"/> hold what other models have too.
    /// </summary>
    public LavaNetOptions Resolve(CommandContext context, DialectOptionSet dialect, QuantisationOptionSet quantisation)
    {
        LavaNetOptions usual = new();
        PayloadRange range = quantisation.InputRange(context);
        return usual with
        {
            SkipLayers = context.Get(_skipLayers) ?? usual.SkipLayers,
            NumLayers = context.Get(_numLayers),
            ResetInterval = context.Get(_resetInterval),
            ResetOffset = context.Get(_resetOffset) ?? usual.ResetOffset,
            SynapseDelay = context.Get(_synapseDelay),
            Comparator = dialect.GivenComparator(context),
            TimeStep = dialect.GivenTimeStep(context),
            InputMinimum = range.Minimum,
            InputMaximum = range.Maximum,
        };
    }
}
