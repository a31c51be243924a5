using Neuro.Ir.Diagnostics;

namespace Neuro.Targets.Risp;

/// <summary>What one integer stands for in a network's numbers.</summary>
/// <param name="Step">The unit.</param>
/// <param name="IsExact">Whether all numbers are multiples of it.</param>
/// <param name="StateBits">Bits that hold every potential.</param>
internal sealed record RispUnit(double Step, bool IsExact, int StateBits)
{
    private const int WidestState = 28;
    private const int FinestDecimal = 6;
    private const double Tolerance = 1e-9;

    /// <summary><paramref name="value"/> in units.</summary>
    public int Of(double value) => (int)Math.Round(value / Step);

    /// <summary>The unit of <paramref name="network"/>: 1 for integers.</summary>
    /// <exception cref="DiagnosticException">Not even the coarsest unit keeps potentials within 28 bits.</exception>
    public static RispUnit Of(RispNetwork network)
    {
        double[] numbers =
        [
            network.Parameters.InputWeight, network.Parameters.MinPotential,
            .. network.Nodes.Select(n => n.Threshold), .. network.Edges.Select(e => e.Weight),
        ];
        double largest = Largest(network);
        if (Bits(largest, 1) > WidestState)
            throw new DiagnosticException(DiagnosticCatalog.RispInvalid.At(
                network.Name, $"potentials may reach {largest:G6}, beyond {WidestState} bits",
                "use smaller weights or thresholds"));
        IEnumerable<double> steps = Enumerable.Range(0, FinestDecimal + 1).Select(d => Math.Pow(10, -d))
            .Concat(Enumerable.Range(1, WidestState).Select(b => Math.ScaleB(1, -b)));
        foreach (double step in steps)
            if (Bits(largest, step) <= WidestState && Array.TrueForAll(numbers, v => IsMultiple(v / step)))
                return new(step, true, Bits(largest, step));
        int fraction = 0;
        while (fraction < WidestState && Bits(largest, Math.ScaleB(1, -fraction - 1)) <= WidestState) fraction++;
        return new(Math.ScaleB(1, -fraction), false, Bits(largest, Math.ScaleB(1, -fraction)));
    }

    private static bool IsMultiple(double units) =>
        Math.Abs(units - Math.Round(units)) <= Tolerance * Math.Max(1, Math.Abs(units));

    /// <summary>
    /// The largest |potential| within a tick: what a neuron may keep, and then every input at once. A neuron that fires on its
    /// arrivals only keeps less than its threshold as well, or 0.
    /// </summary>
    private static double Largest(RispNetwork network)
    {
        Dictionary<int, (double Up, double Down)> sums = network.Nodes.ToDictionary(n => n.Id, _ => (0.0, 0.0));
        void Add(int node, double weight)
        {
            (double up, double down) = sums[node];
            sums[node] = (up + Math.Max(weight, 0), down + Math.Max(-weight, 0));
        }
        foreach (RispEdge edge in network.Edges) Add(edge.To, edge.Weight);
        foreach (int input in network.Inputs) Add(input, network.Parameters.InputWeight);
        return network.Nodes.Select(n => Math.Max(
            Math.Max(n.Threshold, 0) + sums[n.Id].Up,
            Math.Max(-network.Parameters.MinPotential, -n.Threshold) + sums[n.Id].Down)).DefaultIfEmpty(0).Max();
    }

    // One unit for the threshold that has to be exceeded, one for rounding each number.
    private static int Bits(double largest, double step) =>
        (int)Math.Ceiling(Math.Log2(Math.Max(largest / step, 1) + 2)) + 2;
}
