"""The server: which tools and resources there are, and what a call of one gives."""

from __future__ import annotations

from typing import Any, Final

from mcp.server import Server
from mcp.server.context import ServerRequestContext
from mcp.shared.exceptions import MCPError
from mcp_types import (
    INVALID_PARAMS,
    CallToolRequestParams,
    CallToolResult,
    ListResourcesResult,
    ListToolsResult,
    PaginatedRequestParams,
    ReadResourceRequestParams,
    ReadResourceResult,
    TextContent,
    Tool,
    ToolAnnotations,
)

from regelgraph import __version__
from regelgraph.client import AsyncClient, ClientError, ProblemError
from regelgraph.mcp import resources
from regelgraph.mcp.arguments import ArgumentsError, checked
from regelgraph.mcp.bounded import text_of
from regelgraph.mcp.known import Known, known
from regelgraph.mcp.tools import Made, tools

Context = ServerRequestContext[Any]
_FAULT: Final = "something went wrong here; nothing of what was passed is kept"
_READS: Final = ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)
_INSTRUCTIONS: Final = (
    "Nothing that is passed is kept. Verdicts go from safe to blocked; `undetermined` means that a fact is missing "
    "which could change the verdict, and `missing` says which column: ask for it, never guess it. Give reasons and "
    "citations as they are. Questions answer what the knowledge holds (list_questions, then ask_question); "
    "sparql_query is for what no question asks."
)


async def server(client: AsyncClient, lang: str) -> Server[Any]:
    """A server whose tools ask `client`; texts are in `lang` where a call names no other. Raises ClientError."""
    first = await known(client)
    answers = _Answers(client, lang, first)
    made: Server[Any] = Server(
        "regelgraph",
        version=__version__,
        instructions=f"{first.description} {_INSTRUCTIONS}".strip(),
        on_list_tools=answers.list_tools,
        on_call_tool=answers.call,
        on_list_resources=answers.list_resources,
        on_read_resource=answers.read,
    )
    made.middleware.clear()  # traces would hold what is passed
    return made


class _Answers:
    """What the server answers. What it knows is asked for anew with each list of tools, as a service may reload."""

    def __init__(self, client: AsyncClient, lang: str, first: Known) -> None:
        self._client = client
        self._lang = lang
        self._known = first
        self._tools = tools(first)

    async def _renew(self) -> None:
        try:
            found = await known(self._client)
        except Exception:  # whatever it is, what was known before still describes the tools
            return
        if found != self._known:
            self._known, self._tools = found, tools(found)

    async def list_tools(self, _context: Context, _params: PaginatedRequestParams | None) -> ListToolsResult:
        """The tools."""
        await self._renew()
        return ListToolsResult(tools=[_as_tool(each) for each in self._tools.values()])

    async def call(self, _context: Context, params: CallToolRequestParams) -> CallToolResult:
        """The result of a tool; whatever goes wrong in it is a result, too, that says how to mend it."""
        tool = self._tools.get(params.name)
        if tool is None:
            raise MCPError(INVALID_PARAMS, f"unknown tool; there are: {', '.join(self._tools)}")
        given = params.arguments or {}
        try:
            checked(tool.takes, given)
            found = await tool.run(self._client, self._known, given, given.get("lang", self._lang))
        except ArgumentsError as error:
            return _failed(str(error), {"status": 400})
        except ProblemError as error:
            problem = {"status": error.status, "type": error.type, "parameter": error.parameter}
            return _failed(str(error), {name: value for name, value in problem.items() if value is not None})
        except (ClientError, ValueError) as error:
            return _failed(str(error), {})
        except Exception:  # nothing of it may get into a log
            return _failed(_FAULT, {})
        return CallToolResult(content=[TextContent(text=found.text)], structured_content=found.content)

    async def list_resources(self, _context: Context, _params: PaginatedRequestParams | None) -> ListResourcesResult:
        """The questions, each a resource."""
        await self._renew()
        return ListResourcesResult(resources=resources.listed(self._known, self._lang))

    async def read(self, _context: Context, params: ReadResourceRequestParams) -> ReadResourceResult:
        """A question as JSON, or all."""
        found = resources.read(self._known, str(params.uri), self._lang)
        if found is None:
            raise MCPError(INVALID_PARAMS, "unknown resource; resources/list says which there are")
        return found


def _as_tool(made: Made) -> Tool:
    return Tool(
        name=made.name,
        title=made.title,
        description=made.description,
        input_schema=made.takes,
        output_schema=made.gives,
        annotations=_READS,
    )


def _failed(message: str, problem: dict[str, Any]) -> CallToolResult:
    said = text_of(message)
    content = {"error": said, **problem}
    return CallToolResult(content=[TextContent(text=said)], structured_content=content, is_error=True)
