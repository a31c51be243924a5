using Neuro.Ir.Learning;

namespace Neuro.Emulator.Cpu.Learning;

/// <summary>Marks the synapses of each group that have the largest values, lower numbers first among equals.</summary>
/// <param name="map">The synapses.</param>
/// <param name="group">Which of them compete.</param>
/// <param name="most">How many are marked.</param>
/// <param name="marks">The array that gets 1 or 0.</param>
/// <param name="slots">Number of slots.</param>
internal sealed unsafe class RankSink(SynapseMap map, SynapseGroup group, int most, SynapseStorage marks, int slots)
    : EmittedSink
{
    // By slot and group: the best so far, the worst of them first in the queue.
    private readonly PriorityQueue<int, (int Value, int NegativeNumber)>?[]?[] _best =
        new PriorityQueue<int, (int, int)>[slots][];

    /// <inheritdoc/>
    public override bool NeedsAllParts => group != SynapseGroup.Post;

    /// <inheritdoc/>
    public override void Take(in StepScope scope, in SynapseBlock block, int* values)
    {
        PriorityQueue<int, (int, int)>?[] queues = Queues(scope.Slot);
        for (int n = 0; n < block.Count; n++)
        {
            ref PriorityQueue<int, (int, int)>? best = ref queues[group switch
            {
                SynapseGroup.Post => block.TargetOf(n),
                SynapseGroup.Pre => block.SourceOf(n),
                _ => 0,
            }];
            best ??= new();
            int number = block.NumberOf(n);
            if (best.Count < most)
                best.Enqueue(number, (values[n], -number));
            else
                best.EnqueueDequeue(number, (values[n], -number));
            values[n] = 0;
        }
        marks.Scatter(marks.Row(scope.Slot), block, values);
    }

    /// <inheritdoc/>
    public override void End(in StepScope scope)
    {
        PriorityQueue<int, (int, int)>?[] queues = Queues(scope.Slot);
        (int first, int end) = group == SynapseGroup.Post
            ? (map.Target.Start(scope.FirstPart), map.Target.End(scope.EndPart - 1))
            : (0, queues.Length);
        int one = 1;
        for (int at = first; at < end; at++)
        {
            if (queues[at] is not { Count: > 0 } best)
                continue;
            foreach ((int number, _) in best.UnorderedItems)
                marks.Scatter(marks.Row(scope.Slot), new() { Count = 1, FirstPlace = map.Place(number) }, &one);
            best.Clear();
        }
    }

    private PriorityQueue<int, (int, int)>?[] Queues(int slot) =>
        _best[slot] ?? Interlocked.CompareExchange(
            ref _best[slot], new PriorityQueue<int, (int, int)>?[GatherSink.Groups(map, group)], null) ?? _best[slot]!;
}
