namespace Neuro.Emulator.Crossbars.Circuit;

/// <summary>
/// Numbers the nodes of a crossbar's circuit: word line (i, j), bit line (i, j), drivers, sinks. Nodes without resistance between
/// them are one. Every two-terminal element belongs to one cell: the cell itself, the wire segment to its left and the one below
/// it.
/// </summary>
internal sealed class CircuitNodes(CrossbarCircuit circuit, bool[] drivenRows, bool[] drivenColumns)
{
    private readonly int _cells = circuit.Rows * circuit.Columns;

    /// <summary>Number of names; not all of them are nodes.</summary>
    public int Count => 2 * _cells + circuit.Rows + circuit.Columns;

    /// <summary>The node that row <paramref name="i"/>'s driver holds.</summary>
    public int Driver(int i) => 2 * _cells + i;

    /// <summary>The node that column <paramref name="j"/>'s sink holds.</summary>
    public int Sink(int j) => 2 * _cells + circuit.Rows + j;

    /// <summary>The word line's node at a cell.</summary>
    public int Word(int i, int j) =>
        circuit.RWordLine > 0 ? i * circuit.Columns + j : circuit.RDriver > 0 ? i * circuit.Columns : Driver(i);

    /// <summary>The bit line's node at a cell.</summary>
    public int Bit(int i, int j) => circuit.RBitLine > 0
        ? _cells + i * circuit.Columns + j
        : circuit.RSink > 0 ? _cells + (circuit.Rows - 1) * circuit.Columns + j : Sink(j);

    /// <summary>Lists the elements of cell (i, j) as (node, node, siemens).</summary>
    public void Elements(int i, int j, ReadOnlySpan<double> cells, List<(int A, int B, double Siemens)> elements)
    {
        (int word, int bit) = (Word(i, j), Bit(i, j));
        elements.Add((word, bit, cells[i * circuit.Columns + j]));
        if (j == 0)
            Add(Driver(i), word, circuit.RDriver + circuit.RWordLine);
        else
            Add(Word(i, j - 1), word, circuit.RWordLine);
        if (i == circuit.Rows - 1)
            Add(bit, Sink(j), circuit.RSink + circuit.RBitLine);
        else
            Add(bit, Bit(i + 1, j), circuit.RBitLine);

        void Add(int a, int b, double ohms)
        {
            if (ohms > 0)
                elements.Add((a, b, 1 / ohms));
        }
    }

    /// <summary>Whether every element at <paramref name="node"/> belongs to a cell of <paramref name="block"/>, and no driver or
    /// sink holds it.</summary>
    public bool IsInterior(int node, CellBlock block)
    {
        bool wholeRows = block.Left == 0 && block.Right == circuit.Columns;
        bool wholeColumns = block.Top == 0 && block.Bottom == circuit.Rows;
        if (node < _cells)
        {
            int j = node % circuit.Columns;
            return circuit.RWordLine > 0
                ? j >= block.Left && (j + 1 < block.Right || block.Right == circuit.Columns)
                : wholeRows;
        }
        if (node < 2 * _cells)
        {
            int i = (node - _cells) / circuit.Columns;
            return circuit.RBitLine > 0 ? i < block.Bottom && (i > block.Top || block.Top == 0) : wholeColumns;
        }
        int line = node - 2 * _cells;
        return line < circuit.Rows
            ? !drivenRows[line] && (wholeRows || circuit.RWordLine > 0 || circuit.RDriver > 0)
            : !drivenColumns[line - circuit.Rows] && (wholeColumns || circuit.RBitLine > 0 || circuit.RSink > 0);
    }
}
