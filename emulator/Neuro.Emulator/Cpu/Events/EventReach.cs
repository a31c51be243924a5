using Neuro.Ir;

namespace Neuro.Emulator.Cpu.Events;

/// <summary>Which neurons of one population an event of another reaches, through all projections between the two.</summary>
internal sealed class EventReach
{
    private readonly Projection[] _projections;
    private readonly SpikeProgram _program;
    private readonly int[] _all;
    private readonly bool _isWhole;

    // Found when a source's first event comes; threads that find the same write the same.
    private readonly int[]?[] _runs;

    /// <summary>The reach of <paramref name="projections"/>, all from <paramref name="sources"/> neurons to
    /// <paramref name="target"/>.</summary>
    public EventReach(SpikeProgram program, IEnumerable<Projection> projections, int sources, CpuPopulation target)
    {
        (_program, _projections, Target) = (program, [.. projections], target);
        _all = [0, target.Size];
        _isWhole = _projections.Any(p => p.Connectivity is Dense);
        _runs = new int[]?[_isWhole ? 0 : sources];
    }

    /// <summary>The population that is reached.</summary>
    public CpuPopulation Target { get; }

    /// <summary>The neurons that <paramref name="source"/> reaches, ascending: pairs of a run's first and the one after its
    /// last.</summary>
    public int[] Runs(int source) => _isWhole ? _all : _runs[source] ??= Find(source);

    private int[] Find(int source)
    {
        List<int> targets = [];
        foreach (Projection projection in _projections)
            AddTargets(projection, source, targets);
        targets.Sort();
        List<int> runs = [];
        foreach (int target in targets)
        {
            if (runs.Count == 0 || runs[^1] < target)
                runs.AddRange([target, target + 1]);
            else
                runs[^1] = target + 1;
        }
        return [.. runs];
    }

    private void AddTargets(Projection projection, int source, List<int> targets)
    {
        switch (projection.Connectivity)
        {
            case OneToOne:
                targets.Add(source);
                break;
            case Sparse sparse:
                IrArray rows = _program.Array(sparse.RowPointers), columns = _program.Array(sparse.Targets);
                for (int synapse = rows[source]; synapse < rows[source + 1]; synapse++)
                    targets.Add(columns[synapse]);
                break;
            case Convolution map:
                AddTaps(map, source, targets);
                break;
        }
    }

    private static void AddTaps(Convolution c, int source, List<int> targets)
    {
        (int row, int x) = Math.DivRem(source, c.InputWidth);
        (int channel, int y) = Math.DivRem(row, c.InputHeight);
        int outputs = c.OutputChannels / c.Groups;
        int first = channel / (c.InputChannels / c.Groups) * outputs;
        for (int ky = 0; ky < c.KernelHeight; ky++)
        {
            int v = c.TargetRow(y, ky);
            for (int kx = 0; v >= 0 && kx < c.KernelWidth; kx++)
            {
                int u = c.TargetColumn(x, kx);
                for (int o = first; u >= 0 && o < first + outputs; o++)
                    targets.Add((o * c.OutputHeight + v) * c.OutputWidth + u);
            }
        }
    }
}
