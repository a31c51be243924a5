using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Neuro.Emulator.Crossbars.Circuit;

/// <summary>
/// The conductances between every two of a few nodes. Eliminating a node k by the star-mesh transform adds G_ik·G_kj / Σ_j G_kj
/// between all others: Gaussian elimination of the nodal equations without any subtraction, so that no conductance loses accuracy
/// however far apart they are (the idea of Grassmann, Taksar and Heyman, Oper. Res. 33, 1985).
/// </summary>
internal sealed class MeshFront
{
    /// <summary>Nodes eliminated before the rest is brought up to date: their rows stay in the first-level cache.</summary>
    private const int Panel = 16;

    // Row-major and square; only what is above the diagonal has a meaning. Rented, and longer than it needs to be.
    private double[] _mesh;
    private bool _isPacked;
    private readonly int _size;

    /// <summary>A mesh without conductances.</summary>
    /// <param name="nodes">Numbers of the nodes, those to be eliminated first.</param>
    /// <param name="interior">How many are to be eliminated.</param>
    public MeshFront(int[] nodes, int interior)
    {
        (Nodes, Interior, _size) = (nodes, interior, nodes.Length);
        _mesh = ArrayPool<double>.Shared.Rent(checked(_size * _size));
        Array.Clear(_mesh, 0, _size * _size);
        Totals = new double[interior];
    }

    /// <summary>Numbers of the nodes, eliminated ones first.</summary>
    public int[] Nodes { get; }

    /// <summary>How many nodes are eliminated.</summary>
    public int Interior { get; }

    /// <summary>For each eliminated node the sum of its conductances when it was; 0 for one without any.</summary>
    public double[] Totals { get; }

    /// <summary>Conductances from eliminated node <paramref name="k"/> to those after it.</summary>
    public ReadOnlySpan<double> Row(int k) =>
        _mesh.AsSpan(_isPacked ? k * _size - k * (k + 1) / 2 : k * _size + k + 1, _size - k - 1);

    /// <summary>The conductance between two nodes, by their places.</summary>
    public double Between(int a, int b) => _mesh[Math.Min(a, b) * _size + Math.Max(a, b)];

    /// <summary>Puts a conductance between two nodes, by their places.</summary>
    public void Add(int a, int b, double siemens) => _mesh[Math.Min(a, b) * _size + Math.Max(a, b)] += siemens;

    /// <summary>Puts what is left of <paramref name="part"/> between this front's nodes.</summary>
    /// <param name="part">A front whose interior is eliminated.</param>
    /// <param name="places">For each node that is left of it, its place here.</param>
    public void Add(MeshFront part, ReadOnlySpan<int> places)
    {
        for (int a = 0; a < places.Length; a++)
        {
            ReadOnlySpan<double> row = part.Row(part.Interior + a);
            for (int b = a + 1; b < places.Length; b++) Add(places[a], places[b], row[b - a - 1]);
        }
    }

    /// <summary>Lets go of the conductances between nodes that are left, once another front has them.</summary>
    /// <param name="keepRows">Whether those of the eliminated nodes are still needed.</param>
    public void Release(bool keepRows)
    {
        double[] rows = keepRows ? new double[Interior * _size - Interior * (Interior + 1) / 2] : [];
        for (int k = 0, at = 0; keepRows && k < Interior; at += Row(k++).Length) Row(k).CopyTo(rows.AsSpan(at));
        ArrayPool<double>.Shared.Return(_mesh);
        (_mesh, _isPacked) = (rows, true);
    }

    /// <summary>Eliminates the interior nodes.</summary>
    public void Eliminate()
    {
        for (int first = 0; first < Interior; first += Panel)
        {
            int end = Math.Min(first + Panel, Interior);
            for (int k = first; k < end; k++)
            {
                for (int q = first; q < k; q++) Combine(q, k, k + 1);
                double total = 0;
                foreach (double siemens in Row(k)) total += siemens;
                Totals[k] = total;
            }
            Spread(first, end);
        }
    }

    /// <summary>Row k += row q · G_qk / Σ_q, from place <paramref name="from"/> on.</summary>
    private void Combine(int q, int k, int from)
    {
        double factor = Factor(q, k);
        ReadOnlySpan<double> source = _mesh.AsSpan(q * _size + from, _size - from);
        Span<double> target = _mesh.AsSpan(k * _size + from, _size - from);
        for (int j = 0; j < target.Length; j++) target[j] = Math.FusedMultiplyAdd(factor, source[j], target[j]);
    }

    /// <summary>
    /// Adds what nodes <paramref name="first"/> to <paramref name="end"/> − 1 leave behind to the conductances between those
    /// after them, four rows at a time. What lies below the diagonal within four rows is written too, and never read.
    /// </summary>
    private void Spread(int first, int end)
    {
        int panel = end - first;
        Span<double> factors = stackalloc double[4 * Panel];
        for (int row = end; row < _size; row += 4)
        {
            int rows = Math.Min(4, _size - row);
            factors.Clear();
            for (int q = 0; q < panel; q++)
                for (int r = 0; r < rows; r++) factors[4 * q + r] = Factor(first + q, row + r);
            int column = row;
            if (rows == 4)
                for (; column + Vector<double>.Count <= _size; column += Vector<double>.Count)
                    SpreadVector(first, panel, row, column, factors);
            for (; column < _size; column++)
                for (int r = 0; r < rows; r++)
                {
                    double sum = _mesh[(row + r) * _size + column];
                    for (int q = 0; q < panel; q++)
                        sum = Math.FusedMultiplyAdd(factors[4 * q + r], _mesh[(first + q) * _size + column], sum);
                    _mesh[(row + r) * _size + column] = sum;
                }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void SpreadVector(int first, int panel, int row, int column, ReadOnlySpan<double> factors)
    {
        ref double mesh = ref MemoryMarshal.GetArrayDataReference(_mesh);
        nuint at = (nuint)(row * _size + column), stride = (nuint)_size;
        Vector<double> sum0 = Vector.LoadUnsafe(ref mesh, at);
        Vector<double> sum1 = Vector.LoadUnsafe(ref mesh, at + stride);
        Vector<double> sum2 = Vector.LoadUnsafe(ref mesh, at + 2 * stride);
        Vector<double> sum3 = Vector.LoadUnsafe(ref mesh, at + 3 * stride);
        nuint source = (nuint)(first * _size + column);
        for (int q = 0; q < panel; q++, source += stride)
        {
            Vector<double> g = Vector.LoadUnsafe(ref mesh, source);
            sum0 = Vector.FusedMultiplyAdd(new(factors[4 * q]), g, sum0);
            sum1 = Vector.FusedMultiplyAdd(new(factors[4 * q + 1]), g, sum1);
            sum2 = Vector.FusedMultiplyAdd(new(factors[4 * q + 2]), g, sum2);
            sum3 = Vector.FusedMultiplyAdd(new(factors[4 * q + 3]), g, sum3);
        }
        sum0.StoreUnsafe(ref mesh, at);
        sum1.StoreUnsafe(ref mesh, at + stride);
        sum2.StoreUnsafe(ref mesh, at + 2 * stride);
        sum3.StoreUnsafe(ref mesh, at + 3 * stride);
    }

    private double Factor(int q, int i) => Totals[q] == 0 ? 0 : _mesh[q * _size + i] / Totals[q];
}
