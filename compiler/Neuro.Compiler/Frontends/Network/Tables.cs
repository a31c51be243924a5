using Neuro.Ir;
using Neuro.Ir.Json;

namespace Neuro.Compiler.Frontends.Network;

/// <summary>Tables that micro-programs look values up in.</summary>
internal static class Tables
{
    private const int Longest = 1 << 16;

    /// <summary>Puts a table into the program, unless one of its name is there.</summary>
    /// <param name="context">What lowering shares.</param>
    /// <param name="name">The array's name.</param>
    /// <param name="definition">Whose parameters its expression names; null for a list or an array.</param>
    /// <param name="node">A list of integers, the name of an array, or a length and an expression of i.</param>
    /// <returns>The array's name.</returns>
    public static string Make(NetworkContext context, string name, Definition? definition, JsonNode node)
    {
        if (context.IrArrays.Exists(a => a.Name == name)) return name;
        int[] values = node switch
        {
            { IsText: true } => PopulationLowering.Whole(context.Arrays.Read(node.Text, node).Values, node),
            { IsObject: true } => OfExpression(definition!, name, node),
            _ => [.. node.Items.Select(i => i.Integer)],
        };
        context.IrArrays.Add(IrArray.Create(name, [values.Length], 32, signed: true, values));
        return name;
    }

    private static int[] OfExpression(Definition definition, string name, JsonNode node)
    {
        double[] index = new double[Math.Min(node["length"]!.Integer, Longest)];
        for (int i = 0; i < index.Length; i++) index[i] = i;
        return definition.Integers(name, node["value"]!.Text, new Dictionary<string, double[]> { ["i"] = index });
    }
}
