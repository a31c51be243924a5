namespace Neuro.Emulator.Crossbars.Circuit;

/// <summary>A block of cells whose interior nodes are eliminated, with the blocks that it was made of: what a solve runs
/// over.</summary>
internal sealed class EliminatedBlock(MeshFront front, EliminatedBlock? first, EliminatedBlock? second)
{
    /// <summary>The last of the block's nodes, and its terminals.</summary>
    public MeshFront Front => front;

    /// <summary>
    /// Moves the currents (in amperes) that are injected at eliminated nodes to the nodes after them, in the order of
    /// elimination.
    /// </summary>
    public void Forward(double[] injected)
    {
        first?.Forward(injected);
        second?.Forward(injected);
        for (int k = 0; k < front.Interior; k++)
        {
            double current = injected[front.Nodes[k]];
            if (current == 0 || front.Totals[k] == 0) continue;
            double share = current / front.Totals[k];
            ReadOnlySpan<double> row = front.Row(k);
            for (int j = 0; j < row.Length; j++) injected[front.Nodes[k + 1 + j]] += share * row[j];
        }
    }

    /// <summary>Fills in the voltages of eliminated nodes from those after them, in the reverse order.</summary>
    public void Backward(double[] injected, double[] voltage)
    {
        for (int k = front.Interior - 1; k >= 0; k--)
        {
            double sum = injected[front.Nodes[k]];
            ReadOnlySpan<double> row = front.Row(k);
            for (int j = 0; j < row.Length; j++) sum += row[j] * voltage[front.Nodes[k + 1 + j]];
            // A node that nothing leads to has no voltage of its own; 0 disturbs nobody.
            voltage[front.Nodes[k]] = front.Totals[k] == 0 ? 0 : sum / front.Totals[k];
        }
        second?.Backward(injected, voltage);
        first?.Backward(injected, voltage);
    }
}
