using System.Collections.Immutable;
using Neuro.Compiler.Discrete;
using Neuro.Compiler.Graph;
using Neuro.Compiler.Passes;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Json;
using Neuro.Ir.Templates;

namespace Neuro.Compiler.Frontends.Network;

/// <summary>
/// The neurons of NIR (if, li, lif, cubali, cubalif) with NIR's parameters in SI units: discretised by the network's dialect as
/// a .nir file would be, then brought to an explicit number format. A port and a state have the same fraction bits, and the
/// synaptic current is in units of v.
/// </summary>
internal static class LinearNeurons
{
    private const int GainBits = 15;

    private static readonly Dictionary<string, (string[] Required, string[] Optional)> Kinds = new(StringComparer.Ordinal)
    {
        ["if"] = (["v_threshold"], ["r", "v_reset"]),
        ["li"] = (["tau"], ["r", "v_leak"]),
        ["lif"] = (["tau", "v_threshold"], ["r", "v_leak", "v_reset"]),
        ["cubali"] = (["tau_syn", "tau_mem"], ["r", "v_leak", "w_in"]),
        ["cubalif"] = (["tau_syn", "tau_mem", "v_threshold"], ["r", "v_leak", "v_reset", "w_in"]),
    };

    /// <summary>Names of the kinds.</summary>
    public static IEnumerable<string> Names => Kinds.Keys;

    /// <summary>The neuron's micro-program and its parameters.</summary>
    /// <param name="context">What lowering shares.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="name">The population.</param>
    /// <param name="node">What the network says of it.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="format">Number format.</param>
    public static (MicroProgram Program, ImmutableSortedDictionary<string, IrValue> Parameters) Lower(
        NetworkContext context, string kind, string name, JsonNode node, ImmutableArray<int> shape, NumberFormat format)
    {
        LinearNeuronModel model = new NeuronDiscretiser(context.Dialect with { TimeStep = context.TimeStep }, context.Findings)
            .Discretise(Node(context, kind, name, node, shape), [0.0]);
        double[] gain = model.SynapseDecay is null
            ? model.MembraneGain
            : Values.Zip(model.MembraneGain, model.SynapseGain, (a, b) => a * b);
        double largest = gain.Max(Math.Abs);
        int exponent = largest == 0 ? 0 : (int)Math.Ceiling(Math.Log2(largest));
        bool gained = gain.Any(g => g != Math.ScaleB(1, exponent));
        bool synapse = model.SynapseDecay is not null;
        bool leak = model.Leak.Any(l => l != 0);
        LinearNeuronTemplate template = new()
        {
            Kind = model.Kind,
            StateBits = format.StateBits,
            DecayBits = format.DecayBits,
            Synapse = synapse,
            Leaky = model.MembraneDecay.Any(d => d != 1),
            GainShift = gained ? GainBits : null,
            InputShift = Math.Clamp(exponent, -31, 31),
            Bias = !synapse && leak,
            Leak = synapse && leak,
            Rounding = TextRounding(format.Rounding),
            AccumulatorBits = format.AccumulatorBits,
            Spike = model.Spike is { } rule ? Spike(rule) : null,
        };
        ImmutableSortedDictionary<string, IrValue>.Builder parameters =
            ImmutableSortedDictionary.CreateBuilder<string, IrValue>(StringComparer.Ordinal);
        void Bind(string parameter, double[] values, double scale, double most)
        {
            int[] codes = [.. values.Select(v => Code(node, $"{name}.{parameter}", v * scale, most))];
            parameters[parameter] = context.Bind($"{name}.{parameter}", shape, codes);
        }
        double one = Math.ScaleB(1, format.Fraction), decay = Math.ScaleB(1, format.DecayBits);
        double state = Math.ScaleB(1, format.StateBits - 1) - 1;
        if (gained) Bind("gain", gain, Math.ScaleB(1, GainBits - exponent), 1 << GainBits);
        if (synapse) Bind("i_decay", model.SynapseDecay!, decay, decay);
        if (template.Leaky) Bind("v_decay", model.MembraneDecay, decay, decay);
        if (leak) Bind(synapse ? "leak" : "bias", model.Leak, one, state);
        if (model.Spike is { } spike)
        {
            Bind("threshold", spike.Threshold, one, state);
            if (spike.Reset == ResetMode.ToValue) Bind("v_reset", spike.ResetValue, one, state);
        }
        return (template.Expand(kind), parameters.ToImmutable());
    }

    private static NeuronNode Node(
        NetworkContext context, string kind, string name, JsonNode node, ImmutableArray<int> shape)
    {
        (string[] required, string[] optional) = Kinds[kind];
        Dictionary<string, Tensor> given = new(StringComparer.Ordinal);
        foreach ((string parameter, JsonNode value) in node.MembersOf("parameters"))
        {
            if (!required.Contains(parameter) && !optional.Contains(parameter))
                context.Findings.Add(DiagnosticCatalog.NetworkUnknownName.At(
                    value.Place, $"parameter of '{kind}'", parameter, JsonSchema.Suggest(parameter, required.Concat(optional))));
            else given[parameter] = value.IsNumber
                ? Tensor.Scalar(value.Number)
                : new(shape, PopulationLowering.PerNeuron(context, value, shape));
        }
        foreach (string parameter in required.Where(r => !given.ContainsKey(r)))
            throw new DiagnosticException(DiagnosticCatalog.NetworkMissingParameter.At(
                node.Place, parameter, name,
                $"give it under \"parameters\", in {(parameter[0] == 't' ? "seconds" : "units of v")}"));
        foreach (string tau in required.Where(r => r[0] == 't'))
            if (given[tau].Values.Any(v => v <= 0))
                throw new DiagnosticException(DiagnosticCatalog.NetworkInvalid.At(
                    node.Place, $"'{tau}' of '{name}' is not above 0", "it is a time constant in seconds"));
        Tensor Of(string parameter, double otherwise) => given.GetValueOrDefault(parameter) ?? Tensor.Scalar(otherwise);
        NodeShape both = new(shape);
        Tensor? reset = given.GetValueOrDefault("v_reset");
        return kind switch
        {
            "if" => new IFNode { Name = name, Shape = both, R = Of("r", 1), VThreshold = given["v_threshold"], VReset = reset },
            "li" => new LINode { Name = name, Shape = both, Tau = given["tau"], R = Of("r", 1), VLeak = Of("v_leak", 0) },
            "lif" => new LIFNode
            {
                Name = name,
                Shape = both,
                Tau = given["tau"],
                R = Of("r", 1),
                VLeak = Of("v_leak", 0),
                VThreshold = given["v_threshold"],
                VReset = reset,
            },
            "cubali" => new CubaLINode
            {
                Name = name,
                Shape = both,
                TauSyn = given["tau_syn"],
                TauMem = given["tau_mem"],
                R = Of("r", 1),
                VLeak = Of("v_leak", 0),
                WIn = given.GetValueOrDefault("w_in"),
            },
            _ => new CubaLIFNode
            {
                Name = name,
                Shape = both,
                TauSyn = given["tau_syn"],
                TauMem = given["tau_mem"],
                R = Of("r", 1),
                VLeak = Of("v_leak", 0),
                VThreshold = given["v_threshold"],
                VReset = reset,
                WIn = given.GetValueOrDefault("w_in"),
            },
        };
    }

    private static int Code(JsonNode node, string what, double value, double most)
    {
        double code = Math.Round(value, MidpointRounding.AwayFromZero);
        return Math.Abs(code) <= most
            ? (int)code
            : throw new DiagnosticException(DiagnosticCatalog.NetworkConstantRange.At(node.Place, what, code, -most, most));
    }

    private static LinearSpike Spike(SpikeRule rule) => new(
        rule.Reset switch
        {
            ResetMode.Zero => LinearReset.Zero,
            ResetMode.Subtract => LinearReset.Subtract,
            _ => LinearReset.ToValue,
        },
        rule.Comparator == Comparator.GreaterOrEqual,
        rule.Decision == SpikeDecision.BeforeUpdate);

    private static Rounding TextRounding(string word) => word switch
    {
        "floor" => Rounding.Floor,
        "zero" => Rounding.TowardZero,
        "even" => Rounding.NearestEven,
        "stochastic" => Rounding.Stochastic,
        _ => Rounding.Nearest,
    };
}
