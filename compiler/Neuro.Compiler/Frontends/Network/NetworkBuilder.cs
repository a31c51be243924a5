using System.Collections.Immutable;
using Neuro.Compiler.Graph;
using Neuro.Ir;
using Neuro.Ir.Devices;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Json;
using Neuro.Ir.Learning;
using Neuro.Runtime.Encoding;

namespace Neuro.Compiler.Frontends.Network;

/// <summary>Puts a program together from what network.json says.</summary>
internal sealed class NetworkBuilder
{
    private readonly NetworkContext _context;
    private readonly List<Projection> _projections = [];
    private readonly List<Reduction> _reductions = [];

    /// <summary>For the network that <paramref name="context"/> holds.</summary>
    public NetworkBuilder(NetworkContext context) => _context = context;

    /// <summary>The program. It has yet to pass the verifier; where findings have errors it is not whole.</summary>
    public SpikeProgram Build()
    {
        JsonNode root = _context.Root;
        PopulationLowering populations = new(_context);
        foreach ((string name, JsonNode node) in root.MembersOf("populations"))
            _context.Try(() => _context.Populations.Add(populations.Lower(name, node)));
        Traces traces = new(_context);
        // Names that fail to resolve only because their population failed would hide what is wrong with it.
        if (!HasErrors)
        {
            ProjectionLowering projections = new(_context, new(_context, traces));
            int number = 0;
            foreach ((string name, JsonNode node) in root.MembersOf("projections"))
            {
                int place = number++;
                _context.Try(() => _projections.Add(projections.Lower(name, node, place)));
            }
            foreach ((string name, JsonNode node) in root.MembersOf("reductions"))
                _context.Try(() => _reductions.Add(Reduce(name, node)));
        }
        _projections.AddRange(traces.Projections);
        ImmutableArray<Population> all = [.. _context.Populations.Select(p => p.Population), .. traces.Populations];
        if (!HasErrors) all = Phases(all);
        List<string> outputs = [];
        foreach (JsonNode output in root["outputs"]?.Items ?? [])
            _context.Try(() => outputs.Add(_context.Population(output).Name));
        if (root["outputs"] is null && _context.Populations.FindLast(p => p.Neuron is not null) is { } last)
            outputs.Add(last.Name);
        return new()
        {
            Name = root.TextOf("name", Path.GetFileNameWithoutExtension(_context.File))!,
            TimeStep = _context.TimeStep,
            Seed = _context.Seed,
            Arrays = [.. _context.IrArrays],
            Neurons = [.. _context.Neurons],
            Populations = all,
            Projections = [.. _projections],
            Reductions = [.. _reductions],
            Rules = [.. _context.Rules],
            Outputs = [.. outputs],
            Metadata = Metadata(root),
        };
    }

    /// <summary>The devices that projections are to learn on.</summary>
    public ImmutableArray<LearningDevice> Devices()
    {
        List<LearningDevice> devices = [];
        foreach ((string name, JsonNode node) in _context.Root.MembersOf("projections"))
            if (node["device"] is { } use) _context.Try(() => devices.Add(Device(name, node, use)));
        return [.. devices];
    }

    private LearningDevice Device(string projection, JsonNode node, JsonNode use)
    {
        string name = use["name"]!.Text;
        if (node["rule"] is null)
            throw new DiagnosticException(DiagnosticCatalog.NetworkDevice.At(
                use.Place, name, $"'{projection}' has no rule that would pulse it"));
        DeviceModel? model = null;
        if (_context.Root["devices"]?[name] is { } described)
        {
            string text = System.Text.Encoding.UTF8.GetString(described.Source.Span);
            if (described["name"] is null)
                text = $"{{ \"name\": {System.Text.Json.JsonSerializer.Serialize(name)}"
                    + (described.Members.Count > 0 ? "," : "") + text[1..];
            model = SpecificationJson.Parse<DeviceModel>(text, $"{described.Place}, ");
            DeviceRules.ThrowIfInvalid(model, described.Place);
        }
        PulseRounding? rounding = use.TextOf("rounding") switch
        {
            "nearest" => PulseRounding.Nearest,
            "accumulate" => PulseRounding.Accumulate,
            "stochastic" => PulseRounding.Stochastic,
            _ => null,
        };
        return new(projection, name, model, use.TextOf("direction"), rounding, use["bits"]?.Integer, use["pulses"]?.Integer,
            use.IntegerOf("chip", 0));
    }

    private bool HasErrors => _context.Findings.Exists(f => f.Severity == Severity.Error);

    private Reduction Reduce(string name, JsonNode node)
    {
        LoweredPopulation source = _context.Population(node["from"]!), target = _context.Population(node["to"]!);
        string state = node["state"]!.Text, port = node.TextOf("port", "in")!;
        string[] states = [.. source.Neuron?.States.Select(s => s.Name) ?? []];
        if (!states.Contains(state))
            throw new DiagnosticException(DiagnosticCatalog.NetworkUnknownName.At(
                node["state"]!.Place, $"state of '{source.Name}'", state, JsonSchema.Suggest(state, states)));
        string[] ports = [.. target.Neuron?.Accumulators.Select(a => a.Name) ?? []];
        if (!ports.Contains(port))
            throw new DiagnosticException(DiagnosticCatalog.NetworkUnknownName.At(
                node.Place, $"port of '{target.Name}'", port, JsonSchema.Suggest(port, ports)));
        double scale = source.Scale(state);
        bool softmax = node["kind"]!.Text == "softmax";
        return new()
        {
            Name = name,
            Source = source.Name,
            State = state,
            Target = target.Name,
            Port = port,
            Kind = node["kind"]!.Text switch
            {
                "sum" => ReductionKind.Sum,
                "max" => ReductionKind.Max,
                "argmax" => ReductionKind.ArgMax,
                "count" => ReductionKind.Count,
                "miss" => ReductionKind.Miss,
                "kmax" => ReductionKind.KMax,
                _ => ReductionKind.Softmax,
            },
            Group = node.IntegerOf("group", 0),
            Count = node.IntegerOf("count", 1),
            FractionBits = softmax ? node.IntegerOf("fraction_bits", Math.Clamp((int)Math.Log2(scale), 0, 16)) : 0,
            Floor = node["floor"] is { } floor
                ? (int)Math.Clamp(Math.Ceiling(floor.Number * scale), int.MinValue, int.MaxValue)
                : int.MinValue,
            Origin = $"{_context.File}:/reductions/{name}",
        };
    }

    /// <summary>
    /// Phases by the longest way without delay: inputs have 0, neurons 1 or more, and whatever can be reached within a tick comes
    /// later than what it is reached from. A reduction within the tick counts as a way; one of the tick before does not.
    /// </summary>
    private ImmutableArray<Population> Phases(ImmutableArray<Population> populations)
    {
        List<(string From, string To)> ways =
        [
            .. _projections.Where(p => Immediate(p)).Select(p => (p.Source, p.Target)),
            .. _reductions.Where(r => _context.Root["reductions"]![r.Name]!.IntegerOf("delay", 0) == 0)
                .Select(r => (r.Source, r.Target)),
        ];
        List<string[]> loops = Cycles.Find(
            populations.Select(p => p.Name).ToHashSet(StringComparer.Ordinal), ways.Select(w => new Edge(w.From, w.To)));
        if (loops.Count > 0)
        {
            _context.Findings.AddRange(loops.Select(l => DiagnosticCatalog.NetworkZeroDelayLoop.At(
                _context.File, string.Join(", ", l.Select(n => $"'{n}'")))));
            return populations;
        }
        Dictionary<string, int> phases = populations.ToDictionary(
            p => p.Name, p => p.IsInput ? 0 : 1, StringComparer.Ordinal);
        for (bool moved = true; moved;)
        {
            moved = false;
            foreach ((string from, string to) in ways)
            {
                if (phases[to] > phases[from]) continue;
                phases[to] = phases[from] + 1;
                moved = true;
            }
        }
        return [.. populations.Select(p => p with { Phase = phases[p.Name] })];
    }

    private bool Immediate(Projection projection) => projection.Delay.Array is { } name
        ? _context.IrArrays.Find(a => a.Name == name)!.ToInt32().Contains(0)
        : projection.Delay.Scalar == 0;

    /// <summary>An encoder as its text, checked.</summary>
    private string Encoding(JsonNode encoder)
    {
        try
        {
            return Encoder.Parse(encoder.Text).ToString();
        }
        catch (FormatException e)
        {
            _context.Findings.Add(DiagnosticCatalog.NetworkInvalid.At(
                encoder.Place, e.Message, $"encoders are {string.Join("; ", Encoder.All.Select(a => a.Usage))}"));
            return encoder.Text;
        }
    }

    private ImmutableSortedDictionary<string, string> Metadata(JsonNode root)
    {
        ImmutableSortedDictionary<string, string> facts = ImmutableSortedDictionary<string, string>.Empty
            .Add("dialect", _context.Dialect.Name);
        if (root.TextOf("about") is { } about) facts = facts.Add("about", about);
        foreach ((string name, JsonNode node) in root.MembersOf("populations"))
            if (node["encoder"] is { } encoder) facts = facts.Add($"encoder.{name}", Encoding(encoder));
        if (root["readout"] is { } readout)
            foreach ((string name, JsonNode value) in readout.Members)
                facts = facts.Add($"readout.{name}", value.Word);
        return facts;
    }
}
