using System.Collections.Immutable;
using Neuro.Compiler.Discrete;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Templates;

namespace Neuro.Compiler.Passes;

/// <summary>Expands the templates of neurons and turns their parameters into codes.</summary>
/// <param name="format">The numbers to quantise to.</param>
/// <param name="diagnostics">Where findings go.</param>
internal sealed class NeuronLowering(FixedPointFormat format, List<Diagnostic> diagnostics)
{
    private readonly Dictionary<object, string> _names = [];
    private readonly Dictionary<string, IrValue> _parameters = [];
    private readonly List<IrArray> _arrays = [];
    private readonly List<MicroProgram> _programs = [];

    /// <summary>The distinct micro-programs so far.</summary>
    public IReadOnlyList<MicroProgram> Programs => _programs;

    /// <summary>The arrays that parameters refer to.</summary>
    public IReadOnlyList<IrArray> Arrays => _arrays;

    /// <summary>The population in the IR. <paramref name="accumulatorBits"/> is 32 or 64.</summary>
    public Population Lower(PopulationPlan plan, int accumulatorBits, int phase)
    {
        _parameters.Clear();
        string? neuron = plan.Model switch
        {
            RelayModel relay => Relay(plan, relay, accumulatorBits),
            ThresholdModel threshold => Threshold(plan, threshold, accumulatorBits),
            IntegerModel integer => Integer(plan, integer, accumulatorBits),
            MaximumModel maximum => Maximum(maximum, accumulatorBits),
            LinearNeuronModel linear => Linear(plan, linear, accumulatorBits),
            _ => null,
        };
        return new Population
        {
            Name = plan.Source.Name,
            Shape = plan.Source.Shape,
            Neuron = neuron,
            Phase = phase,
            Parameters = _parameters.ToImmutableSortedDictionary(StringComparer.Ordinal),
            Initial = Initial(plan),
            PayloadMinimum = neuron is null ? format.InputMinimum : 0,
            PayloadMaximum = neuron is null ? format.InputMaximum : 1,
            Origin = plan.Source.Origin,
        };
    }

    private string Relay(PopulationPlan plan, RelayModel model, int accumulatorBits)
    {
        RelayTemplate template = new()
        {
            Bias = model.Bias.Any(b => b != 0),
            OutputShift = plan.OutputShift,
            PayloadBits = 1 + (int)Math.Log2(plan.PayloadMaximum + 1),
            Rounding = format.Rounding,
            AccumulatorBits = accumulatorBits,
            Code = model.Window?.Code ?? SpikeCode.Graded,
            Window = model.Window?.Length ?? 1,
            SignedInput = model.Window?.Signed ?? false,
        };
        if (template.Bias) Bind(plan, "bias", j => PopulationPlan.At(model.Bias, j) / plan.Unit[plan.ChannelOf(j)], 30);
        return Share(template, "relay", template.Expand);
    }

    /// <summary>
    /// n = (x·2^f + bias) · scale / 2^s with scale = unit / (step · 2^f), as many bits of each as there is room for.
    /// </summary>
    private string Integer(PopulationPlan plan, IntegerModel model, int accumulatorBits)
    {
        double sum = 1, ratio = 0;
        for (int j = 0; j < plan.Size; j++)
        {
            double unit = plan.Unit[plan.ChannelOf(j)];
            sum = Math.Max(sum, Math.Max(plan.CodesUp[j], -plan.CodesDown[j]) * model.Window.Gain);
            sum = Math.Max(sum, Math.Abs(PopulationPlan.At(model.Bias, j)) / unit);
            ratio = Math.Max(ratio, unit / model.Step * Math.Max(1, model.NegativeSlope));
        }
        int fraction = Math.Clamp(28 - (int)Math.Ceiling(Math.Log2(sum)), 0, 8);
        ratio = Math.ScaleB(ratio, -fraction);
        int shift = Math.Clamp(30 - (int)Math.Ceiling(Math.Log2(ratio)), 0, 62);
        bool below = model.NegativeSlope != 1;
        IntegerTemplate template = new()
        {
            Code = model.Window.Code,
            Window = model.Window.Length,
            SignedInput = model.Window.Signed,
            FractionBits = fraction,
            Bias = model.Bias.Any(b => b != 0),
            ScaleShift = shift,
            ScaledBits = Math.Clamp(31 - Math.Max(0, (int)Math.Ceiling(Math.Log2(ratio))), 2, 31),
            ScaleBelow = below,
            Minimum = model.Minimum,
            Maximum = model.Maximum,
            AccumulatorBits = accumulatorBits,
        };
        double Scale(int j) => Math.ScaleB(plan.Unit[plan.ChannelOf(j)] / model.Step, shift - fraction);
        if (template.Bias)
            Bind(plan, "bias", j => Math.ScaleB(PopulationPlan.At(model.Bias, j) / plan.Unit[plan.ChannelOf(j)], fraction), 30);
        Bind(plan, "scale", Scale, 32);
        if (below) Bind(plan, "scale_below", j => model.NegativeSlope * Scale(j), 32);
        return Share(template, "integer", template.Expand);
    }

    private string Maximum(MaximumModel model, int accumulatorBits)
    {
        MaximumTemplate template = new()
        {
            Ports = model.Ports,
            Code = model.Window?.Code,
            Window = model.Window?.Length ?? 1,
            SignedInput = model.Window?.Signed ?? false,
            Minimum = model.Minimum,
            Maximum = model.Maximum,
            AccumulatorBits = accumulatorBits,
        };
        return Share(template, "maximum", template.Expand);
    }

    /// <summary>States that do not start at zero: membranes with an initial potential, windows that begin later.</summary>
    private ImmutableSortedDictionary<string, IrValue> Initial(PopulationPlan plan)
    {
        ImmutableSortedDictionary<string, IrValue> none = ImmutableSortedDictionary<string, IrValue>.Empty;
        CodeWindow? window = plan.Model switch
        {
            RelayModel m => m.Window,
            IntegerModel m => m.Window,
            MaximumModel m => m.Window,
            _ => null,
        };
        if (window is { Code: not SpikeCode.Graded, Start: > 0 }) return none.Add("k", -window.Start);
        if (plan.Model is not LinearNeuronModel linear || linear.Initial.All(v => v == 0)) return none;
        double largest = Math.ScaleB(1, format.StateBits - 1) - 1;
        int[] codes =
        [
            .. Enumerable.Range(0, plan.Size).Select(j => (int)Math.Clamp(
                Math.Round(PopulationPlan.At(linear.Initial, j) / plan.MembraneUnit(j), MidpointRounding.AwayFromZero),
                -largest, largest)),
        ];
        return none.Add("v", IrCodes.Bind($"{plan.Source.Name}.v", plan.Source.Shape, codes, _arrays));
    }

    private string Threshold(PopulationPlan plan, ThresholdModel model, int accumulatorBits)
    {
        ThresholdTemplate template = new()
        {
            Inclusive = model.Comparator == Comparator.GreaterOrEqual,
            AccumulatorBits = accumulatorBits,
        };
        // For an integer x and a real t: x > t ⇔ x > ⌊t⌋, and x ≥ t ⇔ x ≥ ⌈t⌉. No rounding is lost.
        Bind(plan, "threshold", j =>
        {
            double level =
                (PopulationPlan.At(model.Threshold, j) - PopulationPlan.At(model.Bias, j)) / plan.Unit[plan.ChannelOf(j)];
            return template.Inclusive ? Math.Ceiling(level) : Math.Floor(level);
        }, 32);
        return Share(template, "threshold", template.Expand);
    }

    private string Linear(PopulationPlan plan, LinearNeuronModel model, int accumulatorBits)
    {
        CheckStable(plan, model);
        bool synapse = model.SynapseDecay is not null;
        bool gained = plan.Residual.Any(r => r != 1);
        double Constant(int j) =>
            (plan.Gain(j) * PopulationPlan.At(model.Bias, j)) + (synapse ? 0 : PopulationPlan.At(model.Leak, j));
        LinearNeuronTemplate template = new()
        {
            Kind = model.Kind,
            StateBits = format.StateBits,
            DecayBits = format.DecayBits,
            Synapse = synapse,
            Leaky = model.MembraneDecay.Any(d => d != 1),
            GainShift = gained ? GainBits : null,
            InputShift = plan.InputShift,
            CurrentShift = plan.CurrentShift,
            Bias = Enumerable.Range(0, plan.Size).Any(j => Constant(j) != 0),
            Leak = synapse && model.Leak.Any(l => l != 0),
            Rounding = format.Rounding,
            Spike = model.Spike is { } spike ? Spike(plan, spike) : null,
            OutputShift = plan.OutputShift,
            AccumulatorBits = accumulatorBits,
        };
        if (gained) Bind(plan, "gain", j => Math.ScaleB(plan.Residual[j], GainBits), GainBits + 2);
        if (synapse) BindDecay(plan, "i_decay", model.SynapseDecay!);
        if (template.Leaky) BindDecay(plan, "v_decay", model.MembraneDecay);
        if (template.Bias) Bind(plan, "bias", j => Constant(j) / plan.FirstUnit(j), format.BiasBits);
        if (template.Leak) Bind(plan, "leak", j => PopulationPlan.At(model.Leak, j) / plan.MembraneUnit(j), format.BiasBits);
        if (model.Spike is { } rule)
        {
            BindThreshold(plan, rule);
            if (rule.Reset == ResetMode.ToValue)
                Bind(plan, "v_reset", j => PopulationPlan.At(rule.ResetValue, j) / plan.MembraneUnit(j), format.ThresholdBits);
        }
        return Share(template, model.Kind.ToLowerInvariant(), template.Expand);
    }

    /// <summary>Fraction bits of the per-neuron input gain.</summary>
    private const int GainBits = 15;

    private static LinearSpike Spike(PopulationPlan plan, SpikeRule rule) => new(
        rule.Reset switch
        {
            ResetMode.Zero => LinearReset.Zero,
            ResetMode.Subtract => LinearReset.Subtract,
            _ => LinearReset.ToValue,
        },
        !rule.MultiSpike && rule.Comparator == Comparator.GreaterOrEqual,
        rule.Decision == SpikeDecision.BeforeUpdate,
        rule.MultiSpike ? (int)plan.PayloadMaximum : 1);

    private void BindThreshold(PopulationPlan plan, SpikeRule rule)
    {
        int vanished = 0;
        Bind(plan, "threshold", j =>
        {
            double threshold = PopulationPlan.At(rule.Threshold, j);
            double code = Math.Round(threshold / plan.MembraneUnit(j), MidpointRounding.AwayFromZero);
            if (code == 0 && threshold > 0) vanished++;
            return code == 0 && threshold > 0 ? 1 : code;
        }, format.ThresholdBits);
        if (vanished > 0)
            diagnostics.Add(DiagnosticCatalog.ThresholdVanishes.At(
                plan.Source.Origin, plan.Source.Name, vanished, plan.Size, format.StateBits));
    }

    /// <summary>Binds a decay of <see cref="FixedPointFormat.DecayBits"/> fraction bits and says
    /// where the time constant suffers.</summary>
    private void BindDecay(PopulationPlan plan, string name, double[] decay)
    {
        double scale = Math.ScaleB(1, format.DecayBits);
        Bind(plan, name, j => PopulationPlan.At(decay, j) * scale, format.DecayBits + 2);
        double worst = 0;
        foreach (double d in decay)
        {
            double leak = 1 - d;
            if (leak > 0)
                worst = Math.Max(
                    worst, Math.Abs((1 - (Math.Round(d * scale, MidpointRounding.AwayFromZero) / scale)) - leak) / leak);
        }
        if (worst > 0.05)
            diagnostics.Add(DiagnosticCatalog.DecayImprecise.At(
                plan.Source.Origin, plan.Source.Name, name, format.DecayBits, $"{worst:P0}"));
    }

    private static void CheckStable(PopulationPlan plan, LinearNeuronModel model)
    {
        foreach (double decay in model.MembraneDecay.Concat(model.SynapseDecay ?? []))
            if (!(Math.Abs(decay) <= 1))
                throw new DiagnosticException(DiagnosticCatalog.DecayUnstable.At(plan.Source.Origin, plan.Source.Name, decay));
    }

    /// <summary>Binds a parameter to the rounded values of <paramref name="real"/>, clamped
    /// to <paramref name="bits"/> bits.</summary>
    private void Bind(PopulationPlan plan, string parameter, Func<int, double> real, int bits)
    {
        (double least, double most) = (-Math.Pow(2, bits - 1), Math.Pow(2, bits - 1) - 1);
        int[] codes = new int[plan.Size];
        for (int j = 0; j < codes.Length; j++)
            codes[j] = (int)Math.Clamp(Math.Round(real(j), MidpointRounding.AwayFromZero), least, most);
        _parameters[parameter] = IrCodes.Bind($"{plan.Source.Name}.{parameter}", plan.Source.Shape, codes, _arrays);
    }

    private string Share(object template, string kind, Func<string, MicroProgram> expand)
    {
        if (_names.TryGetValue(template, out string? name)) return name;
        int same = _programs.Count(p => p.Kind == kind);
        name = same == 0 ? kind : $"{kind}_{same + 1}";
        _names.Add(template, name);
        _programs.Add(expand(name));
        return name;
    }
}
