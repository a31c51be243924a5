using System.Text;
using Neuro.Ir.Diagnostics;

namespace Neuro.Ir.Json;

/// <summary>A kind of JSON file: its schema, and how faults are told.</summary>
public sealed class JsonForm
{
    private readonly JsonSchema _schema;
    private readonly JsonWords _words;

    /// <summary>The form that <paramref name="schema"/> describes.</summary>
    /// <param name="schema">A JSON Schema as text; see <see cref="JsonSchema"/> for what it may use.</param>
    /// <param name="words">How faults are told.</param>
    /// <exception cref="InvalidOperationException">The schema names a member twice.</exception>
    public JsonForm(string schema, JsonWords words)
    {
        Schema = JsonText.ParseTrusted(schema, "schema", words);
        (SchemaText, _words, _schema) = (schema, words, new JsonSchema(Schema, words));
    }

    /// <summary>The schema, parsed.</summary>
    public JsonNode Schema { get; }

    /// <summary>The schema's text.</summary>
    public string SchemaText { get; }

    /// <summary>The value in <paramref name="text"/>; everything that is against the schema is added to
    /// <paramref name="findings"/>.</summary>
    /// <param name="text">UTF-8.</param>
    /// <param name="file">What places call the text.</param>
    /// <param name="findings">What is wrong.</param>
    /// <exception cref="DiagnosticException">It is not JSON.</exception>
    public JsonNode Read(byte[] text, string file, List<Diagnostic> findings)
    {
        JsonNode root = JsonText.Parse(text, file, findings, _words);
        findings.AddRange(_schema.Check(root));
        return root;
    }

    /// <summary>The value in <paramref name="text"/>, which has to fit the schema.</summary>
    /// <param name="text">JSON.</param>
    /// <param name="file">What places call the text.</param>
    /// <exception cref="DiagnosticException">It is not JSON or not of this form; holds everything that is wrong.</exception>
    public JsonNode Read(string text, string file)
    {
        List<Diagnostic> findings = [];
        JsonNode root = Read(Encoding.UTF8.GetBytes(text), file, findings);
        return findings.Count == 0 ? root : throw new DiagnosticException([.. findings]);
    }
}
