using Neuro.Compiler.Reports;
using Neuro.Ir;

namespace Neuro.Cli.Charts;

/// <summary>Cores below each other, each with the slices of populations that are on it, as long as they have neurons.</summary>
internal static class CoreMap
{
    private const double Row = 20;
    private const double Gap = 3;
    private const double LetterWidth = 6.2;

    /// <summary>Draws the map.</summary>
    /// <param name="title">What it shows.</param>
    /// <param name="cores">The cores.</param>
    /// <param name="room">Neurons that a core holds; null where nothing limits them.</param>
    public static Markup Draw(string title, IReadOnlyList<CoreReport> cores, int? room)
    {
        Figure figure = new(title, $"{cores.Count} cores and the neurons on each.", 12 + 44 + (cores.Count * Row), left: 80);
        Scale x = Scale.Linear([0, room ?? 0, .. cores.Select(c => (double)c.Neurons)], figure.Left, figure.Right, n => $"{n:0}");
        string[] populations = [.. cores.SelectMany(c => c.Runs).Select(r => r.Population).Distinct()];
        foreach ((int row, CoreReport core) in cores.Index())
        {
            double y = figure.Top + (row * Row);
            figure.Label(figure.Left - 8, y + (Row / 2) + 3, $"core {core.Core}", "end");
            int before = 0;
            foreach (CoreAssignment run in core.Runs)
            {
                // Two colours in turn tell neighbours apart; a population keeps its own on every core.
                string style = Array.IndexOf(populations, run.Population) % 2 == 0 ? "band" : "point";
                Slice(figure, x, style, y, before, run);
                before += run.Count;
            }
        }
        if (room is { } most)
            figure.Line("edge", x.At(most), figure.Top, x.At(most), figure.Bottom);
        figure.LowerEdge(x, "neurons");
        return figure.Build();
    }

    /// <summary>Neurons of a population as readers see them: "lif1[0..63]".</summary>
    public static string Name(CoreAssignment run) =>
        $"{run.Population}[{run.FirstNeuron}..{run.FirstNeuron + run.Count - 1}]";

    private static void Slice(Figure figure, Scale x, string style, double y, int before, CoreAssignment run)
    {
        (double left, double right) = (x.At(before), x.At(before + run.Count));
        figure.Bar(style, left, y, Math.Max(1, right - left - 1), Row - Gap, $"core {run.Core}: {Name(run)}");
        int letters = (int)((right - left - 6) / LetterWidth);
        if (letters >= 4)
            figure.Label(left + 4, y + (Row / 2) + 3, Figure.Shorten(Name(run), letters));
    }
}
