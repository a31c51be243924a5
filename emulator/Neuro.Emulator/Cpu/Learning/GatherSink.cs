using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Neuro.Ir;
using Neuro.Ir.Learning;

namespace Neuro.Emulator.Cpu.Learning;

/// <summary>Combines values over groups of synapses into a vector.</summary>
/// <param name="map">The synapses.</param>
/// <param name="group">Over which of them together.</param>
/// <param name="operation">How.</param>
/// <param name="vector">What it makes.</param>
/// <param name="slots">Number of slots.</param>
internal sealed unsafe class GatherSink(
    SynapseMap map, SynapseGroup group, GatherOperation operation, GatheredVector vector, int slots) : EmittedSink
{
    // Sums or extremes so far, and for arg-max the numbers where they are.
    private readonly AlignedArray<long> _best = new((long)slots * Groups(map, group));
    private readonly AlignedArray<int>? _places =
        operation == GatherOperation.ArgMax ? new((long)slots * Groups(map, group)) : null;

    /// <inheritdoc/>
    public override bool NeedsAllParts => group != SynapseGroup.Post;

    /// <summary>Number of groups.</summary>
    public static int Groups(SynapseMap map, SynapseGroup group) => group switch
    {
        SynapseGroup.Pre => map.Source.Size,
        SynapseGroup.Post => map.Target.Size,
        _ => 1,
    };

    /// <inheritdoc/>
    public override void Begin(in StepScope scope)
    {
        (int first, int end) = Range(scope);
        new Span<long>(Best(scope.Slot) + first, end - first).Fill(operation switch
        {
            GatherOperation.Sum => 0,
            GatherOperation.Min => long.MaxValue,
            _ => long.MinValue,
        });
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Take(in StepScope scope, in SynapseBlock block, int* values)
    {
        long* best = Best(scope.Slot);
        int* places = _places is null ? null : _places.Pointer + (long)scope.Slot * Groups(map, group);
        if (operation == GatherOperation.Sum && group == SynapseGroup.Post && block.Targets == null && block.TargetStep == 1)
        {
            AddRow(best + block.Target, values, block.Count);
            return;
        }
        for (int n = 0; n < block.Count; n++)
        {
            int at = group switch
            {
                SynapseGroup.Post => block.TargetOf(n),
                SynapseGroup.Pre => block.SourceOf(n),
                _ => 0,
            };
            switch (operation)
            {
                case GatherOperation.Sum: best[at] += values[n]; break;
                case GatherOperation.Max: best[at] = Math.Max(best[at], values[n]); break;
                case GatherOperation.Min: best[at] = Math.Min(best[at], values[n]); break;
                default:
                    int number = block.NumberOf(n);
                    if (values[n] > best[at] || (values[n] == best[at] && number < places[at]))
                        (best[at], places[at]) = (values[n], number);
                    break;
            }
        }
    }

    /// <inheritdoc/>
    public override void End(in StepScope scope)
    {
        (int first, int end) = Range(scope);
        long* best = Best(scope.Slot);
        int* row = vector.Row(scope.Slot);
        int* places = _places is null ? null : _places.Pointer + (long)scope.Slot * Groups(map, group);
        for (int at = first; at < end; at++)
        {
            bool none = best[at] is long.MinValue or long.MaxValue;
            row[at] = operation == GatherOperation.ArgMax ? none ? -1 : places[at] : none ? 0 : MicroOps.Saturate(best[at], 32);
        }
        vector.MarkSet(scope.Slot, scope.FirstPart);
    }

    /// <inheritdoc/>
    public override void Skip(in StepScope scope)
    {
        (int first, int end) = Range(scope);
        vector.Clear(scope.Slot, scope.FirstPart, first, end);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddRow(long* sums, int* values, int count)
    {
        int n = 0;
        for (; n + Vector512<long>.Count <= count; n += Vector512<long>.Count)
        {
            Vector256<int> few = Vector256.Load(values + n);
            Vector512<long> wide = Vector512.Create(
                Vector256.WidenLower(few), Vector256.WidenUpper(few));
            Vector512.Store(Vector512.Load(sums + n) + wide, sums + n);
        }
        for (; n < count; n++)
            sums[n] += values[n];
    }

    private long* Best(int slot) => _best.Pointer + (long)slot * Groups(map, group);

    private (int First, int End) Range(in StepScope scope) => group == SynapseGroup.Post
        ? (map.Target.Start(scope.FirstPart), map.Target.End(scope.EndPart - 1))
        : (0, Groups(map, group));
}
