using System.Globalization;
using System.Text;
using Neuro.Cli.Charts;

namespace Neuro.Cli.Devices;

/// <summary>A chart in characters: two by four dots a character where the terminal has Braille, else one mark each.</summary>
internal static class TerminalPlot
{
    private const int Height = 16;
    private const int MarginWidth = 10;

    // Bit of the dot (column, row) in a Braille character.
    private static readonly int[,] Dots = { { 0x01, 0x02, 0x04, 0x40 }, { 0x08, 0x10, 0x20, 0x80 } };

    /// <summary>The lines of the chart, at most <paramref name="width"/> columns wide.</summary>
    public static IEnumerable<string> Draw(DeviceChart chart, int width, bool unicode)
    {
        int columns = Math.Clamp(width - MarginWidth - 2, 20, 100);
        int across = unicode ? 2 : 1, down = unicode ? 4 : 1;
        int[,] cells = new int[Height, columns];
        Scale abscissa = chart.Abscissa(0, columns * across - 1), ordinate = chart.Ordinate(Height * down - 1, 0);
        foreach (DeviceCurve curve in chart.Drawn())
            Trace(abscissa, ordinate, curve, (x, y) =>
            {
                ref int cell = ref cells[y / down, x / across];
                cell = unicode ? cell | Dots[x % across, y % down] : curve.Main ? '*' : '.';
            });
        yield return $"{chart.Title}   [{chart.YLabel}]";
        (double low, double high) = chart.Range();
        for (int row = 0; row < Height; row++)
        {
            double value = low + (high - low) * (Height - 1 - row) / (Height - 1);
            StringBuilder line = new();
            _ = line.Append((row % 5 == 0 ? Number(value) : "").PadLeft(MarginWidth)).Append(unicode ? " │" : " |");
            for (int c = 0; c < columns; c++)
                _ = line.Append(cells[row, c] == 0 ? ' ' : unicode ? (char)(0x2800 + cells[row, c]) : (char)cells[row, c]);
            yield return line.ToString().TrimEnd();
        }
        yield return new string(' ', MarginWidth) + (unicode ? " └" + new string('─', columns) : " +" + new string('-', columns));
        string left = Number(chart.Curves[0].X[0]), right = Number(chart.Domain().High);
        int gap = Math.Max(columns - left.Length - right.Length - chart.XLabel.Length, 2);
        yield return new string(' ', MarginWidth + 2) + left + new string(' ', gap / 2) + chart.XLabel
            + new string(' ', gap - gap / 2) + right;
    }

    /// <summary>Marks every dot of a curve, with straight lines between its points.</summary>
    private static void Trace(Scale abscissa, Scale ordinate, DeviceCurve curve, Action<int, int> mark)
    {
        (int X, int Y)? before = null;
        for (int i = 0; i < curve.X.Length; i++)
        {
            int x = (int)Math.Round(abscissa.At(curve.X[i]));
            int y = (int)Math.Round(ordinate.At(curve.Y[i]));
            (int fromX, int fromY) = before ?? (x, y);
            int steps = Math.Max(Math.Max(Math.Abs(x - fromX), Math.Abs(y - fromY)), 1);
            for (int s = 0; s <= steps; s++) mark(fromX + (x - fromX) * s / steps, fromY + (y - fromY) * s / steps);
            before = (x, y);
        }
    }

    private static string Number(double value) => value.ToString("g3", CultureInfo.InvariantCulture);
}
