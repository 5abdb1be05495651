/** The parts in use of the protocol's SDK. The build bundles this module: the package does not depend on the SDK. */

export {
  type CallToolResult,
  fromJsonSchema,
  type JsonSchemaType,
  McpServer,
  ResourceNotFoundError,
  ResourceTemplate,
  type ServerContext,
} from '@modelcontextprotocol/server';
export { StdioServerTransport, serveStdio } from '@modelcontextprotocol/server/stdio';
export { AjvJsonSchemaValidator } from '@modelcontextprotocol/server/validators/ajv';
