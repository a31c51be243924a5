using Neuro.Emulator.Crossbars.Circuit;

namespace Neuro.Emulator.Crossbars;

/// <summary>
/// What ohmic cells and wires amount to while every row is driven or floats and every sink is at 0 V: a matrix G_eff with
/// I = Vᵀ·G_eff, exactly. It is what the star-mesh transform leaves between drivers and sinks.
/// </summary>
public static class EffectiveConductance
{
    /// <summary>[rows, columns]: amperes into a column's sink for 1 V of a row's driver.</summary>
    /// <param name="circuit">The circuit; its cells are taken as ohmic.</param>
    /// <param name="driven">Which rows are driven; all of them where empty. The others float, and their part of the matrix is 0.
    /// </param>
    public static double[] Of(CrossbarCircuit circuit, ReadOnlySpan<bool> driven = default)
    {
        bool[] rows = driven.IsEmpty ? [.. Enumerable.Repeat(true, circuit.Rows)] : driven.ToArray();
        double[] effective = new double[circuit.Rows * circuit.Columns];
        if (circuit.HasIdealWires)
        {
            for (int cell = 0; cell < effective.Length; cell++)
                effective[cell] = rows[cell / circuit.Columns] ? circuit.Conductance[cell] : 0;
            return effective;
        }
        CircuitNodes nodes = new(circuit, rows, [.. Enumerable.Repeat(true, circuit.Columns)]);
        MeshFront mesh = MeshElimination.Run(circuit, nodes, circuit.Conductance, keep: false).Front;
        int[] place = new int[nodes.Count];
        for (int p = mesh.Interior; p < mesh.Nodes.Length; p++) place[mesh.Nodes[p]] = p;
        for (int i = 0; i < circuit.Rows; i++)
            for (int j = 0; j < circuit.Columns && rows[i]; j++)
                effective[i * circuit.Columns + j] = mesh.Between(place[nodes.Driver(i)], place[nodes.Sink(j)]);
        return effective;
    }
}
