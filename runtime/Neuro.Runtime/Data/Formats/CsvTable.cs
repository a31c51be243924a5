using System.Globalization;
using System.Text;

namespace Neuro.Runtime.Data.Formats;

/// <summary>
/// A table of numbers in text: columns separated by comma, semicolon or tab, with or without a line of names; empty lines and
/// lines that begin with # are skipped.
/// </summary>
internal sealed class CsvTable
{
    private const int LongestLine = 1 << 22;
    private static readonly char[] Separators = [',', ';', '\t'];

    private readonly string _file;
    private readonly List<double> _values = [];
    private readonly List<int> _lines = [];
    private string[]? _header;

    private CsvTable(string file) => _file = file;

    /// <summary>Numbers in a line.</summary>
    public int Columns { get; private set; }

    /// <summary>Lines of numbers.</summary>
    public int Rows => _lines.Count;

    /// <summary>Whether the first line names the columns.</summary>
    public bool HasHeader => _header is not null;

    /// <summary>Reads a table, gzipped or not.</summary>
    /// <exception cref="DataException">It is not a table of numbers; names the line and the column.</exception>
    public static CsvTable Read(string path)
    {
        CsvTable table = new(path);
        ReadRows(path, table.Add);
        return table.Rows > 0
            ? table
            : throw new DataException(path, "", "there are no numbers", "every line holds numbers separated by commas");
    }

    /// <summary>Calls <paramref name="add"/> with every line's number and cells.</summary>
    public static void ReadRows(string path, Action<int, string[]> add)
    {
        using DataFile file = DataFile.Open(path);
        using StreamReader reader = new(file.Stream, System.Text.Encoding.UTF8);
        int number = 0;
        char? separator = null;
        while (DataFile.Guard(path, $"line {number + 1}", () => ReadLine(reader, path, number + 1)) is { } line)
        {
            number++;
            ReadOnlySpan<char> text = line.AsSpan().Trim();
            if (text.IsEmpty || text[0] == '#')
                continue;
            separator ??= Separators.Where(line.Contains).Append(',').First();
            add(number, line.Split(separator.Value, StringSplitOptions.TrimEntries));
        }
    }

    /// <summary>Where a row lies.</summary>
    public string Place(int row) => $"line {_lines[row]}";

    /// <summary>The number of the first column of one of these names; null when there is no header or no such name.</summary>
    public int? Column(params string[] names)
    {
        int column = _header is null ? -1 : Array.FindIndex(_header, names.Contains);
        return column < 0 ? null : column;
    }

    /// <summary>A number.</summary>
    public double Value(int row, int column) => _values[(row * Columns) + column];

    /// <summary>A number that must be a whole one.</summary>
    public int Int32(int row, int column) => NpyLayout.TryInt32(Value(row, column), out int value)
        ? value
        : throw new DataException(_file, CellPlace(_lines[row], column), $"{Value(row, column)} is not an integer of 32 bits");

    /// <summary>A column of whole numbers.</summary>
    public int[] Int32Column(int column) => [.. Enumerable.Range(0, Rows).Select(row => Int32(row, column))];

    /// <summary>The first <paramref name="columns"/> columns as an array.</summary>
    public NpyArray ToArray(int columns)
    {
        double[] values = new double[Rows * columns];
        for (int row = 0; row < Rows; row++)
        {
            for (int column = 0; column < columns; column++)
                values[(row * columns) + column] = Value(row, column);
        }
        byte[] bytes = System.Runtime.InteropServices.MemoryMarshal.AsBytes<double>(values).ToArray();
        return NpyArray.Wrap(NpyType.Of<double>(), [Rows, columns], bytes, new(_file));
    }

    // Like StreamReader.ReadLine, but a file without line ends cannot ask for all memory.
    private static string? ReadLine(StreamReader reader, string path, int number)
    {
        StringBuilder line = new();
        int c;
        while ((c = reader.Read()) is not (-1 or '\n'))
        {
            if (line.Length == LongestLine)
            {
                throw new DataException(path, $"line {number}", $"the line is longer than {LongestLine:N0} characters",
                    "is this a text file?");
            }
            line.Append((char)c);
        }
        return c < 0 && line.Length == 0 ? null : line.ToString();
    }

    private void Add(int number, string[] cells)
    {
        if (Columns == 0)
        {
            Columns = cells.Length;
            if (cells.Any(cell => !IsNumber(cell, out _)) && cells.All(IsName))
            {
                _header = [.. cells.Select(cell => cell.ToLowerInvariant())];
                return;
            }
        }
        if (cells.Length != Columns)
        {
            throw new DataException(_file, $"line {number}", $"{cells.Length} columns, where the lines before have {Columns}",
                "is the file truncated?");
        }
        for (int column = 0; column < Columns; column++)
        {
            if (!IsNumber(cells[column], out double value))
            {
                throw new DataException(_file, CellPlace(number, column),
                    $"'{Shorten(cells[column])}' is not a number");
            }
            _values.Add(value);
        }
        _lines.Add(number);
    }

    private static bool IsNumber(string cell, out double value) =>
        double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out value);

    private static string CellPlace(int line, int column) => $"line {line}, column {column + 1}";

    private static bool IsName(string cell) => cell.Length > 0 && (char.IsLetter(cell[0]) || cell[0] == '_');

    private static string Shorten(string cell) => cell.Length <= 40 ? cell : cell[..40] + "…";
}
