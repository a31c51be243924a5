using System.Collections.Immutable;
using Neuro.Ir;
using Neuro.Ir.Learning;

namespace Neuro.Conformance.Tests.Continual;

/// <summary>Puts a program together, piece by piece.</summary>
internal sealed class HlopBuilder
{
    private readonly Dictionary<string, Population> _populations = [];
    private readonly Dictionary<string, Projection> _projections = [];
    private readonly Dictionary<string, MicroProgram> _neurons = [];
    private readonly Dictionary<string, MicroProgram> _rules = [];
    private readonly List<IrArray> _arrays = [];
    private readonly List<Reduction> _reductions = [];

    public void Input(string name, int size, int largest) =>
        _populations.Add(name, new() { Name = name, Shape = [size], PayloadMaximum = largest });

    public void Population(string name, int size, int phase, MicroProgram neuron)
    {
        _neurons[neuron.Name] = neuron;
        _populations.Add(name, new() { Name = name, Shape = [size], Phase = phase, Neuron = neuron.Name });
    }

    /// <summary>All-to-all with the codes [source, target].</summary>
    public void Weights(string name, string source, string target, string port, int[] codes, int bits)
    {
        _arrays.Add(IrArray.Create(name, [_populations[source].Size, _populations[target].Size], bits, true, codes));
        Add(name, source, target, port, new Dense(), IrValue.FromArray(name));
    }

    public void OneToOne(string name, string source, string target, string port, int weight) =>
        Add(name, source, target, port, new OneToOne(), weight);

    public void Reduce(
        string name, string source, string state, string target, string port, ReductionKind kind, int count, int fractionBits) =>
        _reductions.Add(new()
        {
            Name = name,
            Source = source,
            State = state,
            Target = target,
            Port = port,
            Kind = kind,
            Group = kind == ReductionKind.Sum ? 1 : 0,
            Count = count,
            FractionBits = fractionBits,
        });

    /// <summary>Makes a projection plastic: a rule of two factors at every tick, on latent weights.</summary>
    public void Learns(string projection, MicroProgram rule, int[] latent, int bits, RuleInput pre, RuleInput post)
    {
        _rules[rule.Name] = rule;
        string array = $"{projection}.latent";
        _arrays.Add(IrArray.Create(array, [latent.Length], bits + 8, true, latent));
        int limit = (1 << (bits - 1)) - 1;
        _projections[projection] = _projections[projection] with
        {
            Plasticity = new()
            {
                WeightMinimum = -limit,
                WeightMaximum = limit,
                Arrays = [new("latent", bits + 8, true, IrValue.FromArray(array))],
                Steps =
                [
                    new()
                    {
                        Rule = rule.Name,
                        Trigger = StepTrigger.Tick,
                        Arrays = ImmutableSortedDictionary.CreateRange(
                            new Dictionary<string, string> { ["w"] = "weight", ["latent"] = "latent" }),
                        Inputs = ImmutableSortedDictionary.CreateRange(
                            new Dictionary<string, RuleInput> { ["a"] = pre, ["b"] = post }),
                    },
                ],
            },
        };
    }

    public SpikeProgram Build() => new()
    {
        Name = "hlop",
        TimeStep = new(1, 1000),
        Arrays = [.. _arrays],
        Neurons = [.. _neurons.Values],
        Rules = [.. _rules.Values],
        Populations = [.. _populations.Values],
        Projections = [.. _projections.Values],
        Reductions = [.. _reductions],
        Outputs = ["out"],
    };

    private void Add(string name, string source, string target, string port, Connectivity connectivity, IrValue weight) =>
        _projections.Add(name, new()
        {
            Name = name,
            Source = source,
            Target = target,
            Port = port,
            Connectivity = connectivity,
            Weight = weight,
        });
}
