using System.Collections.Immutable;
using Neuro.Compiler.Frontends.Network.Topology;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Json;

namespace Neuro.Compiler.Frontends.Network;

/// <summary>Turns a projection of network.json into one of the IR.</summary>
/// <param name="context">What lowering shares.</param>
/// <param name="rules">Lowers rules.</param>
internal sealed class ProjectionLowering(NetworkContext context, RuleLowering rules)
{
    /// <summary>Lowers the projection <paramref name="name"/>, number <paramref name="number"/> of the file.</summary>
    public Projection Lower(string name, JsonNode node, int number)
    {
        LoweredPopulation source = context.Population(node["from"]!), target = context.Population(node["to"]!);
        string port = Port(node, name, target);
        Wiring wiring = Wire(node, name, number, source, target);
        double[] weights = Weights(node["weights"], wiring, name, number);
        int mostFraction = (target.PortFraction ?? target.Node.IntegerOf("port_fraction", 0)) - source.PayloadFraction;
        bool plastic = node["rule"] is not null;
        WeightFormat format = WeightFormat.Choose(
            node["weight_format"], weights, plastic, mostFraction, target.PortFraction is null);
        int shift = mostFraction - format.Fraction;
        if (shift is < 0 or > 31)
            throw new DiagnosticException(DiagnosticCatalog.NetworkFraction.At(
                node.Place, name, format.Fraction, mostFraction));
        IrValue delay = Delay(node["delay"], wiring, name, number);
        Projection projection = new()
        {
            Name = name,
            Source = source.Name,
            Target = target.Name,
            Port = port,
            Connectivity = Connectivity(name, wiring),
            Weight = Codes(node, name, wiring, weights, format, plastic),
            Shift = shift,
            Delay = delay,
            Origin = $"{context.File}:/projections/{name}",
        };
        return plastic
            ? projection with { Plasticity = rules.Lower(node, projection, wiring.Count, source, target, format) }
            : projection;
    }

    private static string Port(JsonNode node, string name, LoweredPopulation target)
    {
        string[] ports = [.. target.Neuron?.Accumulators.Select(a => a.Name) ?? []];
        if (node["port"] is { } given)
            return ports.Contains(given.Text)
                ? given.Text
                : throw new DiagnosticException(DiagnosticCatalog.NetworkUnknownName.At(
                    given.Place, $"port of '{target.Name}'", given.Text, JsonSchema.Suggest(given.Text, ports)));
        if (ports.Length == 1 || ports.Contains("in")) return ports.Contains("in") ? "in" : ports[0];
        throw new DiagnosticException(DiagnosticCatalog.NetworkConnection.At(node.Place, name,
            ports.Length == 0 ? $"'{target.Name}' is an input and receives nothing" : $"'{target.Name}' has several ports",
            ports.Length == 0 ? "lead it elsewhere" : $"choose one: \"port\": {string.Join(" or ", ports)}"));
    }

    private Wiring Wire(JsonNode node, string name, int number, LoweredPopulation source, LoweredPopulation target)
    {
        JsonNode? connect = node["connect"];
        bool recurrent = source.Name == target.Name;
        WiringGenerator generator = new(connect ?? node, name, source.Population.Shape, target.Population.Shape, recurrent,
            DrawsFor(connect, number, Draws.Purpose.Wiring));
        if (connect is null)
        {
            // A vector of weights between equal sizes is a diagonal; anything else says all to all.
            bool diagonal = node["weights"] is { IsText: true } array && source.Size == target.Size && source.Size > 1
                && context.Arrays.Read(array.Text, array).Shape is [var only] && only == source.Size;
            return diagonal ? new(source.Size, target.Size, WiringForm.OneToOne) : generator.Dense();
        }
        if (connect.IsText || connect["pattern"] is not null) return generator.Make(connect);
        double[] targets = context.Arrays.Read(connect["targets"]!.Text, connect["targets"]!).Values;
        return connect["rows"] is { } rows
            ? generator.OfRows(context.Arrays.Read(rows.Text, rows).Values, targets)
            : generator.OfPairs(context.Arrays.Read(connect["sources"]!.Text, connect["sources"]!).Values, targets);
    }

    private Draws DrawsFor(JsonNode? node, int number, Draws.Purpose purpose) =>
        node is { IsObject: true } && node["seed"] is { } seed
            ? new((ulong)seed.Number, 0, purpose)
            : new(context.Seed, number + 1, purpose);

    private double[] Weights(JsonNode? node, Wiring wiring, string name, int number)
    {
        if (node is null) return [1];
        if (node.IsNumber) return [node.Number];
        if (node.IsText) return Elements(node, wiring, name);
        Draws draws = DrawsFor(node, number, Draws.Purpose.Weights);
        double[] weights = new double[wiring.Count];
        (double a, double b) = (node["uniform"] ?? node["normal"])!.Items is [var first, var second]
            ? (first.Number, second.Number)
            : (0, 1);
        bool normal = node["normal"] is not null;
        for (int k = 0; k < weights.Length; k++)
            weights[k] = a + (normal ? b * draws.Normal(k, 0) : (b - a) * draws.Unit(k, 0));
        return weights;
    }

    /// <summary>An array's element for each synapse, from one that has one for each, or one for each pair of neurons.</summary>
    private double[] Elements(JsonNode node, Wiring wiring, string name)
    {
        NumberArray array = context.Arrays.Read(node.Text, node);
        double[] values = array.Values;
        if (values.Length == 1) return values;
        if (values.Length == wiring.Count)
            return wiring.Order is { } order ? [.. order.Select(k => values[k])] : values;
        if (values.Length == (long)wiring.Sources * wiring.Targets)
            return [.. wiring.Synapses().Select(s => values[(s.Source * wiring.Targets) + s.Target])];
        throw new DiagnosticException(DiagnosticCatalog.NetworkArrayShape.At(
            node.Place, node.Text, string.Join(", ", array.Shape), $"'{name}' has {wiring.Count} synapses between "
                + $"{wiring.Sources} and {wiring.Targets} neurons: give one element per synapse, or per source and target"));
    }

    private IrValue Delay(JsonNode? node, Wiring wiring, string name, int number)
    {
        const int Longest = 65535;
        if (node is null) return 1;
        if (node.IsNumber) return node.Integer;
        double[] values;
        if (node.IsText) values = Elements(node, wiring, name);
        else
        {
            Draws draws = DrawsFor(node, number, Draws.Purpose.Delays);
            (int least, int most) = (node["uniform"]!.Items[0].Integer, node["uniform"]!.Items[1].Integer);
            values = new double[wiring.Count];
            for (int k = 0; k < values.Length; k++) values[k] = least + draws.Below(k, 0, Math.Max(1, most - least + 1));
        }
        int bad = Array.FindIndex(values, v => !double.IsInteger(v) || v is < 0 or > Longest);
        if (bad >= 0)
            throw new DiagnosticException(DiagnosticCatalog.NetworkInvalid.At(node.Place,
                FormattableString.Invariant($"delay {values[bad]} of synapse {bad} is no number of ticks"),
                $"delays are integers from 0 to {Longest}"));
        return context.Bind($"{name}.delay", Shape(wiring), [.. values.Select(v => (int)v)]);
    }

    private Connectivity Connectivity(string name, Wiring wiring)
    {
        if (wiring.Form == WiringForm.Dense) return new Dense();
        if (wiring.Form == WiringForm.OneToOne) return new OneToOne();
        context.IrArrays.Add(IrArray.Create($"{name}.rows", [wiring.Rows.Length], 31, signed: false, wiring.Rows));
        context.IrArrays.Add(IrArray.Create($"{name}.targets", [wiring.Columns.Length], 31, signed: false, wiring.Columns));
        return new Sparse($"{name}.rows", $"{name}.targets");
    }

    private IrValue Codes(
        JsonNode node, string name, Wiring wiring, double[] weights, WeightFormat format, bool plastic)
    {
        (int least, int most) = plastic ? (format.LeastCode, format.MostCode) : (format.Minimum, format.Maximum);
        int[] codes = new int[weights.Length];
        int clipped = 0;
        for (int k = 0; k < codes.Length; k++)
        {
            double code = Math.Round(weights[k] * format.PerUnit, MidpointRounding.AwayFromZero);
            if (code < least || code > most) clipped++;
            codes[k] = (int)Math.Clamp(code, least, most);
        }
        if (clipped > 0)
            context.Findings.Add(DiagnosticCatalog.NetworkWeightsClipped.At(node.Place, clipped, codes.Length, name,
                FormattableString.Invariant($"{least / format.PerUnit} .. {most / format.PerUnit}")));
        if (!plastic && codes.AsSpan().IndexOfAnyExcept(codes.FirstOrDefault()) < 0) return codes.FirstOrDefault();
        int[] all = codes.Length == wiring.Count ? codes : [.. Enumerable.Repeat(codes[0], wiring.Count)];
        context.IrArrays.Add(IrArray.Create(
            $"{name}.weight", Shape(wiring), format.Bits, format.Signed, all, [1 / format.PerUnit]));
        return IrValue.FromArray($"{name}.weight");
    }

    private static ImmutableArray<int> Shape(Wiring wiring) =>
        wiring.Form == WiringForm.Dense ? [wiring.Sources, wiring.Targets] : [wiring.Count];
}
