using Neuro.Ir;
using Neuro.Ir.Learning;
using Neuro.Runtime;

namespace Neuro.Emulator.Reference;

/// <summary>A reduction: SEMANTICS.md, section 13, with the names used there.</summary>
internal sealed class ReferenceReduction
{
    private readonly Reduction _reduction;
    private readonly int _group;

    /// <summary>Resolves <paramref name="reduction"/> of <paramref name="program"/>.</summary>
    public ReferenceReduction(SpikeProgram program, Reduction reduction)
    {
        _reduction = reduction;
        Population source = program.Population(reduction.Source);
        Source = program.Populations.IndexOf(source);
        MicroProgram neuron = program.Neuron(source.Neuron!);
        State = neuron.States.IndexOf(neuron.States.Single(s => s.Name == reduction.State));
        MicroProgram target = program.Neuron(program.Population(reduction.Target).Neuron!);
        Port = target.Accumulators.IndexOf(target.Accumulators.Single(a => a.Name == reduction.Port));
        _group = reduction.Group == 0 ? source.Size : reduction.Group;
    }

    /// <summary>Number of the source population.</summary>
    public int Source { get; }

    /// <summary>Number of the state.</summary>
    public int State { get; }

    /// <summary>Number of the target's accumulator.</summary>
    public int Port { get; }

    /// <summary>Adds what becomes of <paramref name="values"/>, the source's states, to the target's
    /// <paramref name="sums"/>.</summary>
    public void Add(int[] values, long[] sums)
    {
        for (int g = 0; g < values.Length / _group; g++)
        {
            int[] x = values[(g * _group)..((g + 1) * _group)];
            if (_reduction.Kind is ReductionKind.KMax or ReductionKind.Softmax)
            {
                long[] each = _reduction.Kind == ReductionKind.KMax ? Largest(x) : Softmax(x);
                for (int i = 0; i < _group; i++)
                    sums[g * _group + i] = checked(sums[g * _group + i] + each[i]);
                continue;
            }
            long value = Value(x);
            (int first, int count) = sums.Length == values.Length ? (g * _group, _group) : (g, 1);
            for (int i = first; i < first + count; i++)
                sums[i] = checked(sums[i] + value);
        }
    }

    private long Value(int[] x)
    {
        int[] above = [.. Enumerable.Range(0, x.Length).Where(i => x[i] >= _reduction.Floor)];
        return _reduction.Kind switch
        {
            ReductionKind.Sum => x.Sum(v => (long)v),
            ReductionKind.Max => x.Max(),
            ReductionKind.Count => x.Count(v => v != 0),
            ReductionKind.ArgMax => above.Length == 0 ? -1 : above.OrderByDescending(i => x[i]).ThenBy(i => i).First(),
            _ => above.Length == 0 ? 1 : 0,
        };
    }

    private long[] Largest(int[] x)
    {
        long[] marks = new long[x.Length];
        foreach (int i in Enumerable.Range(0, x.Length).Where(i => x[i] >= _reduction.Floor)
            .OrderByDescending(i => x[i]).ThenBy(i => i).Take(_reduction.Count))
            marks[i] = 1;
        return marks;
    }

    private long[] Softmax(int[] x)
    {
        long maximum = x.Max();
        long[] e = [.. x.Select(v => Exponential((maximum - v << 8) >> _reduction.FractionBits))];
        long sum = e.Sum();
        return [.. e.Select(v => (v << _reduction.Count) / sum)];
    }

    /// <summary>2^(30 − u/256).</summary>
    private static long Exponential(long u) => u >= 7936 ? 0 : SoftmaxTable.Elements[(int)(u % 256)] >> (int)(u / 256);
}
