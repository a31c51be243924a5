using Spectre.Console;

namespace Neuro.Cli.Output;

/// <summary>The one look of all tables: a rule under the head, no box.</summary>
internal static class Tables
{
    /// <summary>A table of the given columns; a name that begins with '#' is right-aligned, as numbers are.</summary>
    public static Table Create(params string[] columns)
    {
        Table table = new() { Border = TableBorder.Simple, UseSafeBorder = true };
        foreach (string column in columns)
        {
            bool number = column.StartsWith('#');
            TableColumn made = new TableColumn(Markup.Escape(number ? column[1..] : column)).NoWrap();
            table.AddColumn(number ? made.RightAligned() : made);
        }
        // What ends a row, a description or a list, folds where the terminal is narrow, so that names and numbers need not.
        table.Columns[^1].NoWrap = columns[^1].StartsWith('#');
        return table;
    }

    /// <summary>Adds a row of plain text.</summary>
    public static Table Row(this Table table, params object?[] cells) =>
        table.AddRow([.. cells.Select(c => new Text(c?.ToString() ?? ""))]);
}
