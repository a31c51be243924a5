namespace Neuro.Emulator.Crossbars.Circuit;

/// <summary>
/// Eliminates the nodes of a crossbar's circuit by nested dissection (George, SIAM J. Numer. Anal. 10, 1973): the blocks' halves
/// first, then the line between them. An array of n × n cells costs about 10·n³ multiplications and fronts of at most 3n nodes;
/// what is left is the mesh of conductances between drivers and sinks.
/// </summary>
internal sealed class MeshElimination
{
    /// <summary>Blocks of at most so many cells are not cut: the bookkeeping would cost more than it saves.</summary>
    private const int SmallestCut = 16;

    /// <summary>Blocks of fewer cells are not shared among threads.</summary>
    private const int SmallestShare = 4096;

    private readonly CircuitNodes _nodes;
    private readonly double[] _cells;
    private readonly bool _keep;

    private MeshElimination(CircuitNodes nodes, double[] cells, bool keep) => (_nodes, _cells, _keep) = (nodes, cells, keep);

    /// <summary>Eliminates all nodes but those that drivers and sinks hold.</summary>
    /// <param name="circuit">The wires.</param>
    /// <param name="nodes">Its nodes.</param>
    /// <param name="cells">Conductances of the cells, in siemens.</param>
    /// <param name="keep">Whether voltages are asked for afterwards; otherwise what is done with is let go.</param>
    public static EliminatedBlock Run(CrossbarCircuit circuit, CircuitNodes nodes, double[] cells, bool keep) =>
        new MeshElimination(nodes, cells, keep).Eliminate(new(0, circuit.Rows, 0, circuit.Columns));

    private EliminatedBlock Eliminate(CellBlock block)
    {
        if (block.Cells <= SmallestCut) return new(Leaf(block), null, null);
        (CellBlock upper, CellBlock lower) = block.Halves();
        EliminatedBlock first, second;
        if (block.Cells >= SmallestShare)
        {
            EliminatedBlock? one = null, two = null;
            Parallel.Invoke(() => one = Eliminate(upper), () => two = Eliminate(lower));
            (first, second) = (one!, two!);
        }
        else
        {
            (first, second) = (Eliminate(upper), Eliminate(lower));
        }
        MeshFront front = Merge(first.Front, second.Front, block);
        first.Front.Release(_keep);
        second.Front.Release(_keep);
        return _keep ? new(front, first, second) : new(front, null, null);
    }

    private MeshFront Leaf(CellBlock block)
    {
        List<(int A, int B, double Siemens)> elements = [];
        for (int i = block.Top; i < block.Bottom; i++)
            for (int j = block.Left; j < block.Right; j++) _nodes.Elements(i, j, _cells, elements);
        int[] nodes = [.. elements.SelectMany(e => (int[])[e.A, e.B]).Distinct().Order()];
        (MeshFront front, int[] places) = Front(nodes, block);
        foreach ((int a, int b, double siemens) in elements)
            front.Add(places[Array.BinarySearch(nodes, a)], places[Array.BinarySearch(nodes, b)], siemens);
        front.Eliminate();
        return front;
    }

    private MeshFront Merge(MeshFront a, MeshFront b, CellBlock block)
    {
        int[] left = a.Nodes[a.Interior..], right = b.Nodes[b.Interior..];
        int[] nodes = [.. left.Union(right).Order()];
        (MeshFront front, int[] places) = Front(nodes, block);
        front.Add(a, Places(left));
        front.Add(b, Places(right));
        front.Eliminate();
        return front;

        int[] Places(int[] part) => [.. part.Select(node => places[Array.BinarySearch(nodes, node)])];
    }

    /// <summary>A front of <paramref name="nodes"/>, ascending, and the place of each in it.</summary>
    private (MeshFront Front, int[] Places) Front(int[] nodes, CellBlock block)
    {
        int[] ordered = new int[nodes.Length];
        int[] places = new int[nodes.Length];
        int interior = 0, rest = nodes.Count(node => _nodes.IsInterior(node, block));
        int count = rest;
        for (int n = 0; n < nodes.Length; n++)
        {
            places[n] = _nodes.IsInterior(nodes[n], block) ? interior++ : rest++;
            ordered[places[n]] = nodes[n];
        }
        return (new(ordered, count), places);
    }
}
