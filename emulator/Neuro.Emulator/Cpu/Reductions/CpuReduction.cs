using System.Runtime.CompilerServices;
using Neuro.Ir.Learning;
using Neuro.Runtime;

namespace Neuro.Emulator.Cpu.Reductions;

/// <summary>A value computed over groups of neurons and added to a port: SEMANTICS.md, section 13.</summary>
internal sealed unsafe class CpuReduction
{
    private readonly Reduction _reduction;
    private readonly CpuPopulation _source;
    private readonly CpuPopulation _target;
    private readonly int* _states;
    private readonly void* _sums;
    private readonly bool _wide;
    private readonly int _group;

    /// <summary>The reduction <paramref name="reduction"/> from one population into another.</summary>
    public CpuReduction(Reduction reduction, CpuPopulation source, CpuPopulation target)
    {
        (_reduction, _source, _target) = (reduction, source, target);
        _states = source.StateRow(reduction.State);
        (int port, _wide) = target.Port(reduction.Port);
        _sums = target.PortSums(port);
        _group = reduction.Group == 0 ? source.Size : reduction.Group;
    }

    /// <summary>Whether it reads states that change in the phase in which it is added.</summary>
    public bool ReadsItsPhase => _source.Definition.Phase == _target.Definition.Phase;

    /// <summary>Adds it to the neurons of one part of some slots.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(int firstSlot, int endSlot, int part)
    {
        (int start, int end) = (_target.Start(part), _target.End(part));
        if (start == end)
            return;
        bool each = _target.Size == _source.Size;
        (int firstGroup, int endGroup) = each ? (start / _group, (end - 1) / _group + 1) : (start, end);
        for (int slot = firstSlot; slot < endSlot; slot++)
        {
            for (int g = firstGroup; g < endGroup; g++)
            {
                ReadOnlySpan<int> x = new(_states + (long)slot * _source.Stride + (long)g * _group, _group);
                if (_reduction.Kind is ReductionKind.KMax or ReductionKind.Softmax)
                {
                    AddEach(slot, g, x, start, end);
                    continue;
                }
                long value = Value(x);
                (int first, int last) = each ? (Math.Max(start, g * _group), Math.Min(end, (g + 1) * _group)) : (g, g + 1);
                for (int neuron = first; neuron < last; neuron++)
                    Add(slot, neuron, value);
            }
        }
    }

    private void AddEach(int slot, int g, ReadOnlySpan<int> x, int start, int end)
    {
        (int first, int last) = (Math.Max(start, g * _group), Math.Min(end, (g + 1) * _group));
        if (_reduction.Kind == ReductionKind.KMax)
        {
            long threshold = Ranking.KthLargest(x, _reduction.Count, _reduction.Floor);
            for (int neuron = first; neuron < last; neuron++)
            {
                int i = neuron - g * _group;
                if (x[i] >= _reduction.Floor && Ranking.Key(x[i], i) >= threshold)
                    Add(slot, neuron, 1);
            }
            return;
        }
        long largest = VectorScan.Max(x);
        long sum = 0;
        foreach (int value in x)
            sum += Exponential(largest - value);
        for (int neuron = first; neuron < last; neuron++)
            Add(slot, neuron, (Exponential(largest - x[neuron - g * _group]) << _reduction.Count) / sum);
    }

    private long Value(ReadOnlySpan<int> x)
    {
        switch (_reduction.Kind)
        {
            case ReductionKind.Sum:
                return VectorScan.Sum(x);
            case ReductionKind.Max:
                return VectorScan.Max(x);
            case ReductionKind.Count:
                return x.Length - x.Count(0);
            default:
                int largest = VectorScan.Max(x);
                bool any = largest >= _reduction.Floor;
                return _reduction.Kind == ReductionKind.Miss ? any ? 0 : 1 : any ? x.IndexOf(largest) : -1;
        }
    }

    // e of section 13, for a value so far below the largest.
    private long Exponential(long below)
    {
        long u = (below << 8) >> _reduction.FractionBits;
        return u >= 7936 ? 0 : SoftmaxTable.Elements[(int)(u & 255)] >> (int)(u >> 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Add(int slot, int neuron, long value)
    {
        long at = (long)slot * _target.Stride + neuron;
        if (_wide)
            ((long*)_sums)[at] += value;
        else
            ((int*)_sums)[at] += (int)value;
    }
}
