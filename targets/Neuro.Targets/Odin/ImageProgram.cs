using System.Collections.Immutable;
using System.Globalization;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Learning;
using Neuro.Ir.Targets;
using Neuro.Runtime.Data;

namespace Neuro.Targets.Odin;

/// <summary>
/// A chip's image as a program that fires by the event: input "aer", whose neuron a is address a of the input AER bus, one event
/// a tick; "axon", the rows of synapses; "neuron".
/// <code>
/// aer → axon        spike events                    axon → neuron   the crossbar; ODIN's axons emit the sign of their row
/// aer → neuron      leak and virtual events         neuron → axon   in closed loop
/// </code>
/// A spike's way over the axon takes its place in the queue along, so that order and losses are the chip's. Learning is part of
/// the chip: its plasticity runs in every session.
/// </summary>
public static class ImageProgram
{
    /// <summary>The input population.</summary>
    public const string Aer = "aer";

    /// <summary>The population of the rows of synapses.</summary>
    public const string Axons = "axon";

    /// <summary>The population of the chip's neurons.</summary>
    public const string Neurons = "neuron";

    /// <summary>The projection that holds the crossbar.</summary>
    public const string Crossbar = "synapses";

    /// <summary>The per-synapse array that holds what ODIN's memory does; a synapse that does not deliver has a weight of 0
    /// beside it.</summary>
    public const string Stored = "stored";

    /// <summary>The program's fact that says which chip it is an image of.</summary>
    public const string ChipFact = "chip";

    /// <summary>The program's fact that holds the chip's registers.</summary>
    public const string RegistersFact = "chip.registers";

    private static readonly Rational TickLength = new(1, 1000);

    /// <summary>Whether <paramref name="program"/> is a whole chip of those that <paramref name="target"/> is, which it fits as
    /// it is.</summary>
    /// <exception cref="DiagnosticException">It is another chip of this folder.</exception>
    public static bool IsChip(SpikeProgram program, TargetProfile target)
    {
        if (CrossbarChip.Find(program.Metadata.GetValueOrDefault(ChipFact)) is not { } chip
            || CrossbarChip.All.All(c => c.Family != target.Arithmetic.Neurons))
            return false;
        return chip.Family == target.Arithmetic.Neurons
            ? true
            : throw new DiagnosticException(DiagnosticCatalog.ChipOfAnotherKind.At(null, program.Name, chip.Name, target.Name));
    }

    /// <summary>The program of <paramref name="image"/>.</summary>
    /// <param name="image">The image.</param>
    /// <param name="name">What to call the program.</param>
    /// <exception cref="DiagnosticException">It uses what is not emulated; everything of that is in it.</exception>
    public static SpikeProgram Of(CrossbarImage image, string name)
    {
        ImmutableArray<Diagnostic> violations = ImageRules.Violations(image, name);
        if (!violations.IsEmpty) throw new DiagnosticException(violations);
        ProgramParts parts = new();
        MicroProgram neuron = NeuronWords.Template(image);
        Population neurons = NeuronWords.Population(parts, image, neuron);
        bool learns = Enumerable.Range(0, CrossbarChip.Size).Any(image.Learns);
        List<Projection> projections = [.. External(parts, image), Synapses(parts, image, learns)];
        if (!image.IsOpenLoop)
            projections.Add(new()
            {
                Name = "loop",
                Source = Neurons,
                Target = Axons,
                Port = "in",
                Connectivity = new OneToOne(),
                Weight = 1,
            });
        return new()
        {
            Name = name,
            TimeStep = TickLength,
            Firing = Firing.Event,
            // The event in process keeps its place until it is done.
            EventQueue = image.Chip.QueueDepth - 1,
            Neurons = [AxonProgram(), neuron],
            Rules = learns ? [SdspRule.Program] : [],
            Populations =
            [
                new() { Name = Aer, Shape = [1 << image.Chip.AerBits] },
                new()
                {
                    Name = Axons,
                    Shape = [CrossbarChip.Size],
                    Neuron = "axon",
                    Phase = 1,
                    Parameters = ImmutableSortedDictionary<string, IrValue>.Empty
                        .Add("sign", parts.Value("axon.sign", Signs(image))),
                },
                neurons,
            ],
            Projections = [.. projections],
            Arrays = [.. parts.Arrays],
            Outputs = [Neurons],
            Metadata = ImmutableSortedDictionary<string, string>.Empty
                .Add(ChipFact, image.Chip.Name)
                .Add(RegistersFact, string.Join(
                    ' ', image.Registers.Select(r => r.ToString(CultureInfo.InvariantCulture)))),
        };
    }

    /// <summary>The events of <paramref name="image"/> for population <see cref="Aer"/>: one a tick, whatever the step.</summary>
    public static SpikeTrain Stimulus(CrossbarImage image) => new(
        1 << image.Chip.AerBits, [.. Enumerable.Range(0, image.Events.Length + 1)],
        [.. image.Events.Select(e => image.Chip.Encode(image.Chip.Decode(e.Address)))]);

    private static int[] Signs(CrossbarImage image) =>
        [.. Enumerable.Range(0, CrossbarChip.Size).Select(row => image.Chip is OdinChip ? image.SignOf(row) : 1)];

    private static MicroProgram AxonProgram()
    {
        MicroProgramBuilder code = new("axon");
        code.Emit(code.Select(code.Accumulator("in"), code.Param("sign"), 0));
        return code.Build();
    }

    private static IEnumerable<Projection> External(ProgramParts parts, CrossbarImage image)
    {
        CrossbarChip chip = image.Chip;
        IEnumerable<int> all = Enumerable.Range(0, CrossbarChip.Size);
        yield return Input("spikes", Axons, "in", all.Select(n => (chip.Encode(new(AerKind.Spike, n)), n, 1)));
        int leakAll = chip.Encode(new(AerKind.LeakAll));
        yield return Input("leaks", Neurons, "leak_event",
        [
            .. Enumerable.Range(0, image.Active).Select(n => (leakAll, n, 1)),
            // tinyODIN has no address for neuron 255 alone: it is that of all.
            .. all.Select(n => (Address: chip.Encode(new(AerKind.LeakOne, n)), n, 1)).Where(s => s.Address != leakAll),
        ]);
        yield return Input("virtual", Neurons, "in",
        [
            .. Enumerable.Range(0, chip.VirtualNeurons).SelectMany(
                n => chip.VirtualWeights.Select(w => (chip.Encode(new(AerKind.Virtual, n, w)), n, w))),
            .. image.Events.Select(e => chip.Decode(e.Address)).Where(e => e.Kind == AerKind.Synapse).Distinct()
                .Select(e => (chip.Encode(e), e.Neuron, image.SignOf(e.Value) * SynapseBits.Delivered(image, e.Value, e.Neuron))),
        ]);

        Projection Input(string name, string target, string port, IEnumerable<(int, int, int)> synapses)
        {
            (Sparse connectivity, IrValue weight) = Sorted(parts, name, 1 << chip.AerBits, synapses);
            return new()
            {
                Name = name,
                Source = Aer,
                Target = target,
                Port = port,
                Connectivity = connectivity,
                Weight = weight,
            };
        }
    }

    private static (Sparse Connectivity, IrValue Weight) Sorted(
        ProgramParts parts, string name, int sources, IEnumerable<(int Source, int Target, int Weight)> synapses)
    {
        (int Source, int Target, int Weight)[] sorted = [.. synapses.OrderBy(s => s.Source).ThenBy(s => s.Target)];
        return (parts.Sparse(name, sources, [.. sorted.Select(s => (s.Source, s.Target))]),
            parts.Value($"{name}.weight", [.. sorted.Select(s => s.Weight)]));
    }

    private static Projection Synapses(ProgramParts parts, CrossbarImage image, bool learns)
    {
        const int Size = CrossbarChip.Size;
        // What no event reaches has no synapses: reaching a neuron steps it.
        if (image.Active < Size)
        {
            (Sparse sparse, IrValue weight) = Sorted(parts, Crossbar, Size,
                from row in Enumerable.Range(0, Size)
                from n in Enumerable.Range(0, image.Active)
                select (row, n, SynapseBits.Delivered(image, row, n)));
            return Connect(sparse, weight, null);
        }
        int[] weights = [.. Enumerable.Range(0, Size * Size).Select(s => SynapseBits.Delivered(image, s / Size, s % Size))];
        IrValue codes = IrValue.FromArray(
            parts.Array($"{Crossbar}.weight", weights, image.Chip is not OdinChip, Size, Size));
        return Connect(new Dense(), codes, learns ? SdspRule.Plasticity(parts, image) : null);

        static Projection Connect(Connectivity connectivity, IrValue weight, Plasticity? plasticity) => new()
        {
            Name = Crossbar,
            Source = Axons,
            Target = Neurons,
            Port = "in",
            Connectivity = connectivity,
            Weight = weight,
            Plasticity = plasticity,
        };
    }
}
