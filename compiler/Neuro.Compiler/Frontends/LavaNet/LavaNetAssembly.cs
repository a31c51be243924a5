using System.Collections.Immutable;
using Neuro.Compiler.Chips;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;

namespace Neuro.Compiler.Frontends.LavaNet;

/// <summary>Makes a program of a file's layers: a chain, each layer one population and its synapses.</summary>
internal sealed class LavaNetAssembly
{
    private readonly LavaNetOptions _options;
    private readonly List<Diagnostic> _findings;
    private readonly IntegerProgramBuilder _builder;
    private readonly LavaNeurons _neurons;
    private readonly LavaSynapses _synapses;
    private ImmutableArray<int> _shape = [];
    private string _source = "";
    private bool _graded;

    public LavaNetAssembly(string name, Rational timeStep, LavaNetOptions options, List<Diagnostic> findings)
    {
        (_options, _findings) = (options, findings);
        _builder = new(name, timeStep);
        _neurons = new(options, findings);
        _synapses = new(_builder, findings);
    }

    /// <summary>The program; null where findings stand against it.</summary>
    /// <param name="layers">All layers of the file.</param>
    /// <param name="file">What the file is called.</param>
    /// <param name="inputName">Name of the input population.</param>
    public SpikeProgram? Build(ImmutableArray<LavaLayer> layers, string file, string inputName)
    {
        int end = Math.Min(_options.NumLayers ?? layers.Length, layers.Length);
        LavaLayer[] used = [.. layers.Where(l => l.Index >= _options.SkipLayers && l.Index < end && l.HasNeurons)];
        if (used.Length == 0)
        {
            _findings.Add(DiagnosticCatalog.LavaNoLayers.At(file, _options.SkipLayers, layers.Length));
            return null;
        }
        foreach (LavaLayer average in layers.Where(l => l.Type == "average" && l.Index < end))
            _findings.Add(DiagnosticCatalog.LavaAverage.At(average.Origin, average.Index));
        if (!AddInput(layers, used[0], inputName)) return null;
        // The clearing of a layer is put off by the layers with neurons before it, which its input has come through.
        foreach (LavaLayer layer in used)
            if (!AddLayer(layer, layers.Count(l => l.Index < layer.Index && l.HasNeurons) + _options.ResetOffset)) return null;
        ImmutableSortedDictionary<string, string> metadata = ImmutableSortedDictionary<string, string>.Empty
            .Add("source", "lava-dl");
        if (used[0] is { Type: "input", Weight: { Values: [var weight] } } input)
            metadata = metadata.Add("input.weight", $"{weight}").Add("input.bias", $"{input.Bias?.FirstOrDefault() ?? 0}");
        return _findings.Any(f => f.Severity == Severity.Error) ? null : _builder.Build([_source], metadata);
    }

    /// <summary>The population that stands for what comes from outside.</summary>
    private bool AddInput(ImmutableArray<LavaLayer> layers, LavaLayer first, string name)
    {
        (int least, int most) = (_options.InputMinimum, _options.InputMaximum);
        LavaLayer? before = layers.LastOrDefault(l => l.Index < first.Index && !l.Shape.IsEmpty);
        if (first.Type == "input")
        {
            _shape = first.Shape;
            // An input layer takes a bias per tick (CUBA), or values to encode (SDNN).
            (least, most) = first.Neuron!.Type == "SDNN" ? (-(1 << 15), (1 << 15) - 1) : (-(1 << 12), (1 << 12) - 1);
        }
        else if (before is not null)
        {
            _shape = before.Shape;
        }
        else if (first is { Type: "dense" or "dense_rec", Weight: { } weight })
        {
            _shape = [weight.Shape[1]];
        }
        else
        {
            _findings.Add(DiagnosticCatalog.LavaInputShapeUnknown.At(first.Origin, first.Index));
            return false;
        }
        _source = name;
        _graded = least < 0 || most > 1;
        _builder.AddInput(name, _shape, least, most, before?.Origin ?? first.Origin);
        return true;
    }

    private bool AddLayer(LavaLayer layer, int clock)
    {
        if (layer.Shape.IsEmpty || _neurons.Plan(layer, clock, _graded) is not { } plan) return false;
        string name = layer.Name ?? $"{layer.Type}{layer.Index}";
        if (_findings.Any(f => f.Severity == Severity.Error)) return false;
        _builder.AddNeurons(name, layer.Shape, plan.Template, plan.Options, plan.Parameters, plan.Initial, layer.Origin);
        bool connected = layer.Type == "input"
            ? _synapses.ConnectInput(layer, _source, name, plan.Template == "loihi" ? "bias" : "in")
            : _synapses.Connect(layer, _source, _shape, name, layer.SpikeDelay ?? _options.SynapseDelay ?? 1);
        (_source, _shape, _graded) = (name, layer.Shape, plan.Graded);
        return connected;
    }
}
