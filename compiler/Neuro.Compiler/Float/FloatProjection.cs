using Neuro.Compiler.Discrete;
using Neuro.Ir;

namespace Neuro.Compiler.Float;

/// <summary>Carries the active outputs of one population into another's accumulators,
/// event by event, sources ascending.</summary>
internal abstract class FloatProjection
{
    public static FloatProjection Of(DiscreteProjection projection, int sources, int targets) => projection.Map switch
    {
        DenseMap m => new DenseProjection(m, sources, targets),
        ConvolutionMap m => new ConvolutionProjection(m),
        OneToOneMap m => new OneToOneProjection(m, projection.Delay),
        GatherMap m => new GatherProjection(m, sources, projection.Port * targets),
        _ => throw new ArgumentException($"projection '{projection.Name}' has an unknown map", nameof(projection)),
    };

    /// <summary>Delivers to <paramref name="target"/>, whose accumulators of the tick <c>delay</c>
    /// ticks on are <c>At(delay)</c>.</summary>
    public abstract void Deliver(FloatPopulation source, FloatArrivals target, int delay);

    private sealed class DenseProjection : FloatProjection
    {
        // [source, target]: one event reads one row.
        private readonly double[] _rows;
        private readonly int _targets;

        public DenseProjection(DenseMap map, int sources, int targets)
        {
            _targets = targets;
            _rows = new double[map.Weights.Length];
            for (int t = 0; t < targets; t++)
            {
                for (int s = 0; s < sources; s++)
                    _rows[s * targets + t] = map.Weights[t * sources + s];
            }
        }

        public override void Deliver(FloatPopulation source, FloatArrivals target, int delay)
        {
            Span<double> sums = target.At(delay);
            for (int e = 0; e < source.ActiveCount; e++)
            {
                int neuron = source.Active[e];
                double value = source.Output[neuron];
                ReadOnlySpan<double> row = _rows.AsSpan(neuron * _targets, _targets);
                for (int t = 0; t < row.Length; t++)
                    sums[t] += row[t] * value;
            }
        }
    }

    private sealed class OneToOneProjection(OneToOneMap map, int[] delays) : FloatProjection
    {
        public override void Deliver(FloatPopulation source, FloatArrivals target, int delay)
        {
            for (int e = 0; e < source.ActiveCount; e++)
            {
                int neuron = source.Active[e];
                int ticks = delays.Length == 1 ? delays[0] : delays[neuron];
                target.At(ticks)[neuron] += map.Weights[map.Weights.Length == 1 ? 0 : neuron] * source.Output[neuron];
            }
        }
    }

    private sealed class GatherProjection : FloatProjection
    {
        private readonly int[][] _targets;
        private readonly double _weight;

        public GatherProjection(GatherMap map, int sources, int first)
        {
            _weight = map.Weight;
            ILookup<int, int> bySource = map.Sources.Index().ToLookup(p => p.Item, p => first + p.Index);
            _targets = [.. Enumerable.Range(0, sources).Select(s => bySource[s].ToArray())];
        }

        public override void Deliver(FloatPopulation source, FloatArrivals target, int delay)
        {
            Span<double> sums = target.At(delay);
            for (int e = 0; e < source.ActiveCount; e++)
            {
                foreach (int t in _targets[source.Active[e]])
                    sums[t] += _weight * source.Output[source.Active[e]];
            }
        }
    }

    private sealed class ConvolutionProjection(ConvolutionMap map) : FloatProjection
    {
        private readonly Convolution _g = map.Geometry;

        public override void Deliver(FloatPopulation source, FloatArrivals target, int delay)
        {
            Span<double> sums = target.At(delay);
            int area = _g.InputHeight * _g.InputWidth;
            for (int e = 0; e < source.ActiveCount; e++)
            {
                int neuron = source.Active[e];
                Scatter(neuron / area, neuron % area / _g.InputWidth, neuron % _g.InputWidth, source.Output[neuron], sums);
            }
        }

        /// <summary>Adds the event to every output whose window holds it.</summary>
        private void Scatter(int channel, int y, int x, double value, Span<double> sums)
        {
            int inPerGroup = _g.InputChannels / _g.Groups;
            int outPerGroup = _g.OutputChannels / _g.Groups;
            int first = channel / inPerGroup * outPerGroup;
            int kernel = _g.KernelHeight * _g.KernelWidth;
            for (int ky = 0; ky < _g.KernelHeight; ky++)
            {
                if (_g.TargetRow(y, ky) is not (>= 0 and int oy))
                    continue;
                for (int kx = 0; kx < _g.KernelWidth; kx++)
                {
                    if (_g.TargetColumn(x, kx) is not (>= 0 and int ox))
                        continue;
                    int tap = channel % inPerGroup * kernel + ky * _g.KernelWidth + kx;
                    Add(first, outPerGroup, oy * _g.OutputWidth + ox, tap, inPerGroup * kernel, value, sums);
                }
            }
        }

        private void Add(int first, int channels, int position, int tap, int perOutput, double value, Span<double> sums)
        {
            int area = _g.OutputHeight * _g.OutputWidth;
            double[] weights = map.Weights;
            // One weight for all (a pool): index 0 for every output.
            (int step, int at) = weights.Length == 1 ? (0, 0) : (perOutput, first * perOutput + tap);
            for (int o = first; o < first + channels; o++, at += step)
                sums[o * area + position] += weights[at] * value;
        }
    }
}
