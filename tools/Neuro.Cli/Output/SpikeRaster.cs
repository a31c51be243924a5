using Neuro.Runtime.Data;

namespace Neuro.Cli.Output;

/// <summary>
/// Draws spikes in characters: time to the right, neurons downwards. A Braille character shows 2 ticks × 4 neurons, an ASCII one
/// a single cell; where the train is larger than the screen, a dot stands for several ticks or neurons.
/// </summary>
/// <param name="width">Columns of the screen.</param>
/// <param name="unicode">Braille or ASCII.</param>
internal sealed class SpikeRaster(int width, bool unicode)
{
    private const int MostRows = 16;
    private const int MostColumns = 160;
    private const int LabelWidth = 7;

    // Dots of a Braille character by column and row, as bits above U+2800.
    private static readonly int[][] BrailleDots = [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]];
    private const string AsciiDensity = " .:*#";

    private int DotsAcross => unicode ? 2 : 1;

    private int DotsDown => unicode ? 4 : 1;

    /// <summary>The lines of the drawing of <paramref name="train"/>, a title above and the ticks below.</summary>
    public IReadOnlyList<string> Render(string name, SpikeTrain train)
    {
        int columns = Math.Clamp(width - LabelWidth - 3 - $"{train.Ticks}".Length, 8, MostColumns);
        int ticksPerDot = CeilingOf(train.Ticks, columns * DotsAcross);
        int neuronsPerDot = CeilingOf(train.Neurons, MostRows * DotsDown);
        int[,] dots = Count(train, ticksPerDot, neuronsPerDot);
        List<string> lines = [Title(name, train, ticksPerDot, neuronsPerDot)];
        int rows = CeilingOf(dots.GetLength(0), DotsDown);
        int drawn = CeilingOf(dots.GetLength(1), DotsAcross);
        for (int row = 0; row < rows; row++)
        {
            char[] cells = new char[drawn];
            for (int column = 0; column < drawn; column++)
                cells[column] = unicode ? Braille(dots, row, column) : Ascii(dots[row, column]);
            string label = $"{row * DotsDown * neuronsPerDot}".PadLeft(LabelWidth);
            lines.Add($"{label} {Bar}{new string(cells)}");
        }
        lines.Add(Axis(train.Ticks, drawn));
        return lines;
    }

    private char Bar => unicode ? '│' : '|';

    private static string Title(string name, SpikeTrain train, int ticksPerDot, int neuronsPerDot)
    {
        string scale = ticksPerDot > 1 || neuronsPerDot > 1 ? $"; a dot is {ticksPerDot} ticks x {neuronsPerDot} neurons" : "";
        return $"{name}: {train.Neurons} neurons, {train.EventCount} spikes in {train.Ticks} ticks{scale}";
    }

    private static int[,] Count(SpikeTrain train, int ticksPerDot, int neuronsPerDot)
    {
        int[,] dots = new int[CeilingOf(train.Neurons, neuronsPerDot), CeilingOf(train.Ticks, ticksPerDot)];
        for (int tick = 0; tick < train.Ticks; tick++)
        {
            foreach (int neuron in train.IndicesAt(tick))
                dots[neuron / neuronsPerDot, tick / ticksPerDot]++;
        }
        return dots;
    }

    private static char Braille(int[,] dots, int row, int column)
    {
        int bits = 0;
        for (int x = 0; x < 2; x++)
        {
            for (int y = 0; y < 4; y++)
            {
                (int neuron, int tick) = ((row * 4) + y, (column * 2) + x);
                if (neuron < dots.GetLength(0) && tick < dots.GetLength(1) && dots[neuron, tick] > 0)
                    bits |= BrailleDots[x][y];
            }
        }
        return (char)(0x2800 + bits);
    }

    private static char Ascii(int spikes) => AsciiDensity[Math.Min(spikes, AsciiDensity.Length - 1)];

    private string Axis(int ticks, int drawn)
    {
        string corner = new string(' ', LabelWidth + 1) + (unicode ? '└' : '+');
        string end = $" {ticks}";
        return corner + new string(unicode ? '─' : '-', drawn) + end;
    }

    private static int CeilingOf(int value, int parts) => Math.Max(1, (value + parts - 1) / parts);
}
