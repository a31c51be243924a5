using System.Collections.Immutable;
using Neuro.Ir;
using Neuro.Runtime;
using Neuro.Runtime.Data;

namespace Neuro.Targets.Odin;

/// <summary>
/// Which of a chip's 256 numbers a program's neurons have: inputs that have synapses first, then neurons, in the program's order.
/// An input's numbers are rows; the neurons of these numbers are disabled. An input that only makes neurons leak has none.
/// </summary>
public sealed class ChipLayout
{
    /// <summary>The port of leak events.</summary>
    public const string LeakPort = "leak_event";

    private readonly SpikeProgram _program;
    private readonly Dictionary<string, int> _first = [];

    private ChipLayout(SpikeProgram program, CrossbarChip chip)
    {
        (_program, Chip) = (program, chip);
        foreach (Population population in program.Populations.OrderBy(p => p.IsInput ? 0 : 1))
        {
            bool delivers = program.Projections.Any(p => p.Source == population.Name && p.Port != LeakPort);
            if (population.IsInput && !delivers) continue;
            _first[population.Name] = Used;
            Used = (int)Math.Min((long)Used + population.Size, int.MaxValue);
        }
    }

    /// <summary>The chip.</summary>
    public CrossbarChip Chip { get; }

    /// <summary>Numbers in use.</summary>
    public int Used { get; }

    /// <summary>The layout of <paramref name="program"/>, whose neurons are all of a chip's kind; null where they are
    /// not.</summary>
    public static ChipLayout? Of(SpikeProgram program)
    {
        string[] kinds = [.. program.Populations.Where(p => !p.IsInput).Select(p => program.Neuron(p.Neuron!).Kind).Distinct()];
        return kinds.Length == 1 && CrossbarChip.All.FirstOrDefault(c => c.NeuronKind == kinds[0]) is { } chip
            ? new(program, chip)
            : null;
    }

    /// <summary>The number of a population's first neuron, or −1 where it has none.</summary>
    public int First(string population) => _first.GetValueOrDefault(population, -1);

    /// <summary>
    /// What the host sends for <paramref name="input"/>: of every tick the events of all inputs, in the order in which the
    /// program takes them, each of which is waited for.
    /// </summary>
    /// <param name="input">Trains of a batch of one; inputs that are fed by themselves need not be among them.</param>
    /// <param name="ticks">Number of ticks.</param>
    /// <returns>The events, and the tick that each belongs to.</returns>
    public (ImmutableArray<StimulusEvent> Events, ImmutableArray<int> Ticks) Stimulus(InputBatch input, int ticks)
    {
        InputBatch complete = InputFeed.Complete(_program, input, 1, ticks);
        ImmutableArray<StimulusEvent>.Builder events = ImmutableArray.CreateBuilder<StimulusEvent>();
        ImmutableArray<int>.Builder origins = ImmutableArray.CreateBuilder<int>();
        for (int tick = 0; tick < ticks; tick++)
            foreach (Population population in _program.Populations.Where(p => p.IsInput))
            {
                if (!complete.Trains.TryGetValue(population.Name, out IReadOnlyList<SpikeTrain>? trains)) continue;
                bool leak = _program.Projections.Any(p => p.Source == population.Name && p.Port == LeakPort);
                if (!leak && First(population.Name) < 0) continue;
                foreach (int neuron in trains[0].IndicesAt(tick))
                {
                    AerEvent e = leak ? new(AerKind.LeakAll) : new(AerKind.Spike, First(population.Name) + neuron);
                    events.Add(new(events.Count, Chip.Encode(e)));
                    origins.Add(tick);
                }
            }
        return (events.ToImmutable(), origins.ToImmutable());
    }
}
